extension Tensor {
  /// The logarithm of the odds, `log(x / (1 - x))`, of each element: ±∞ at 0 and 1, NaN beyond. Integers and bool give float32. `torch.logit`.
  ///
  /// - Parameter eps: elements are first brought into `eps ... 1 - eps`; where that moves them, the derivative is 0.
  public func logit(eps: Double? = nil) -> Tensor {
    if dtype.computeType != dtype { return computed { $0.logit(eps: eps) } }
    let input = cast(to: dtype.promotedToFloat)
    let result = noGrad {
      let x = eps.map { input.clamped(min: $0, max: 1 - $0) } ?? input
      return (x / (1 - x)).log()
    }
    return result.recorded(input, LogitDerivative(input: SavedTensor(input), eps: eps))
  }
}

struct LogitDerivative: Derivative {
  static let name = "logit"
  let input: SavedTensor
  let eps: Double?

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let (low, high) = eps.map { ($0, 1 - $0) } ?? (0, 1)
    let isInside = (x .>= low) .&& (x .<= high)
    inputs.add(
      0, Tensor.where(isInside, gradient / (x * (1 - x)), eps == nil ? Double.nan : 0))
  }
}
