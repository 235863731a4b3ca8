extension MaskedTensor {
  /// The variance of the elements that count, along some axes or of all. `torch.masked.var`.
  ///
  /// In two passes, so that large means cancel nothing. Integers and bool give float32.
  ///
  /// - Parameter correction: is subtracted from the number of elements that the squared distances are divided by.
  public func `var`(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    _ = values.resolvedAxes(axes, op: "var", file: file, line: line)
    return variance(axes, correction, keepDims).rounded(like: values.asFloatingPoint)
  }

  /// The standard deviation of the elements that count, along some axes or of all. `torch.masked.std`.
  public func std(
    axes: [Int]? = nil, correction: Double = 1, keepDims: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    _ = values.resolvedAxes(axes, op: "std", file: file, line: line)
    return variance(axes, correction, keepDims).sqrt().rounded(like: values.asFloatingPoint)
  }

  /// In the dtype that arithmetic is done in.
  private func variance(_ axes: [Int]?, _ correction: Double, _ keepDims: Bool) -> Tensor {
    let x = values.asFloatingPoint.computable.masked(by: mask)
    let mean = x.sum(axes: axes, keepDims: true) / counts(axes: axes, keepDims: true)
    let distances = (x.values - mean).square().masked(by: mask)
    let divisor = (counts(axes: axes, keepDims: keepDims) - correction).maximum(0)
    return distances.sum(axes: axes, keepDims: keepDims) / divisor
  }
}
