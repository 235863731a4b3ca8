extension MaskedTensor {
  /// The sum of the elements that count, along some axes or of all; 0 of none. `torch.masked.sum`.
  ///
  /// See ``Tensor/sum(axes:keepDims:dtype:file:line:)``.
  public func sum(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    filled(with: 0).sum(axes: axes, keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// The product of the elements that count, along some axes or of all; 1 of none. `torch.masked.prod`.
  ///
  /// See ``Tensor/prod(axes:keepDims:dtype:file:line:)``.
  public func prod(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    filled(with: 1).prod(axes: axes, keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// The mean of the elements that count, along some axes or of all; NaN of none. `torch.masked.mean`.
  ///
  /// - Parameter dtype: what elements are cast to first; a floating-point dtype, as that of the values is where nothing is given.
  public func mean(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      (dtype ?? values.dtype).isFloatingPoint,
      "mean: needs a floating-point dtype, not \(dtype ?? values.dtype); cast(to: .float32) first",
      file: file, line: line)
    _ = values.resolvedAxes(axes, op: "mean", file: file, line: line)
    return sum(axes: axes, keepDims: keepDims, dtype: dtype)
      / counts(axes: axes, keepDims: keepDims)
  }
}
