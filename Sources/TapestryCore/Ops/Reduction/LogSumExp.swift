extension Tensor {
  /// The logarithm of the sum of exponentials along some axes, or of all. `torch.logsumexp`.
  ///
  /// Computed without overflow, from differences to the largest element; −∞ of none. Integers and bool give float32.
  public func logsumexp(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "logsumexp", file: file, line: line)
    let wide = autocast(for: .reduction)
    if wide.dtype != dtype { return wide.logsumexp(axes: axes, keepDims: keepDims) }
    if dtype.computeType != dtype {
      return computed { $0.logsumexp(axes: axes, keepDims: keepDims) }
    }
    let x = asFloatingPoint
    let result = noGrad { x.shiftedLogSumExp(over: chosen).dropping(chosen, unless: keepDims) }
    return result.recorded(
      x,
      LogSumExpDerivative(
        input: SavedTensor(x), output: SavedTensor(output: result), reduced: chosen))
  }

  /// The same along one axis.
  public func logsumexp(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    logsumexp(axes: [axis], keepDims: keepDims, file: file, line: line)
  }

  private func shiftedLogSumExp(over reduced: [Bool]) -> Tensor {
    let axes = shape.indices.filter { reduced[$0] }
    if axes.isEmpty { return self * 1 }
    if axes.contains(where: { shape[$0] == 0 }) { return sum(axes: axes, keepDims: true).log() }
    let largest = amax(axes: axes, keepDims: true)
    // The difference between two infinities would be NaN.
    let shift = largest.maskedFill(largest.isInfinite(), with: 0)
    return (self - shift).exp().sum(axes: axes, keepDims: true).log() + shift
  }
}

struct LogSumExpDerivative: Derivative {
  static let name = "logsumexp"
  let input, output: SavedTensor
  let reduced: [Bool]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let share = (x - output.value.restored(to: x.shape, reduced: reduced)).exp()
    inputs.add(0, gradient.restored(to: x.shape, reduced: reduced) * share)
  }
}
