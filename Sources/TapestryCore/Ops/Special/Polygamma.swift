import CKernels

extension Tensor {
  /// The derivative of order `order` of ``digamma()``, of each element: its poles are 0, −1, −2, …. Integers and bool give float32.
  ///
  /// `torch.polygamma`.
  ///
  /// - Parameter order: at least 0; 0 is ``digamma()`` itself.
  public func polygamma(
    order: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(order >= 0, "polygamma: order \(order) is negative", file: file, line: line)
    if order == 0 { return digamma() }
    let input = cast(to: dtype.promotedToFloat)
    let result = Tensor(uninitialized: shape, dtype: input.dtype)
    Elementwise.binary(
      TK_POLYGAMMA, Tensor(scalar: order, dtype: input.dtype), input, into: result)
    return result.recorded(
      input, PolygammaDerivative(order: order, input: SavedTensor(input)))
  }
}

struct PolygammaDerivative: Derivative {
  static let name = "polygamma"
  let order: Int
  let input: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient * input.value.polygamma(order: order + 1))
  }
}
