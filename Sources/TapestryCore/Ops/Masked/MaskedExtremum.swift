extension MaskedTensor {
  /// The largest of the elements that count, along some axes or of all. `torch.masked.amax`.
  ///
  /// Of none, −∞, or the smallest number of an integer dtype. Equal ones share the gradient.
  public func amax(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filledLow.amax(axes: axes, keepDims: keepDims, file: file, line: line)
  }

  /// The smallest of the elements that count, along some axes or of all. `torch.masked.amin`.
  ///
  /// Of none, ∞, or the largest number of an integer dtype. Equal ones share the gradient.
  public func amin(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filledHigh.amin(axes: axes, keepDims: keepDims, file: file, line: line)
  }

  /// Where the largest of the elements that count first stands along an axis, or in the flattened tensor; 0 of none. `torch.masked.argmax`.
  ///
  /// - Returns: int64, where PyTorch gives the dtype of the values.
  public func argmax(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filledLow.argmax(axis: axis, keepDims: keepDims, file: file, line: line)
  }

  /// Where the smallest of the elements that count first stands along an axis, or in the flattened tensor; 0 of none. `torch.masked.argmin`.
  ///
  /// - Returns: int64, where PyTorch gives the dtype of the values.
  public func argmin(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filledHigh.argmin(axis: axis, keepDims: keepDims, file: file, line: line)
  }
}
