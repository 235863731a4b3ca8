extension Tensor {
  /// The standard deviation of the elements along some axes, or of all: the square root of their variance. `torch.std`.
  ///
  /// See ``var(axes:correction:keepDims:file:line:)``. Where it is 0 the derivative is taken to be 0.
  public func std(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    moments("std", axes: axes, correction: correction, keepDims: keepDims, file: file, line: line)
      .standardDeviation()
  }

  /// The standard deviation along one axis.
  public func std(
    axis: Int, correction: Double = 1, keepDims: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    std(axes: [axis], correction: correction, keepDims: keepDims, file: file, line: line)
  }

  /// The standard deviation and the mean. `torch.std_mean`.
  public func stdMean(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> (deviation: Tensor, mean: Tensor) {
    let moments = moments(
      "stdMean", axes: axes, correction: correction, keepDims: keepDims, file: file, line: line)
    return (moments.standardDeviation(), moments.average())
  }
}

struct StandardDeviationDerivative: Derivative {
  static let name = "std"
  let input, output: SavedTensor
  let moments: MomentDerivative

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let deviation = output.value
    let ofVariance = (gradient / (deviation * 2)).maskedFill(deviation .== 0, with: 0)
    inputs.add(0, moments.share(input.value, ofVariance))
  }
}
