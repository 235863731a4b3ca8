extension Tensor {
  /// The mean of the elements along some axes, or of all, that are not NaN; NaN of none. `torch.nanmean`.
  ///
  /// - Parameter dtype: what elements are cast to first; a floating-point dtype, as this tensor's must be too.
  public func nanmean(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      self.dtype.isFloatingPoint && dtype?.isFloatingPoint != false,
      "nanmean: needs a floating-point dtype, not \(dtype ?? self.dtype)", file: file, line: line)
    _ = resolvedAxes(axes, op: "nanmean", file: file, line: line)
    let counted = (.!isNaN()).sum(axes: axes, keepDims: keepDims)
    return nansum(axes: axes, keepDims: keepDims, dtype: dtype) / counted
  }

  /// The same along one axis.
  public func nanmean(
    axis: Int, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    nanmean(axes: [axis], keepDims: keepDims, dtype: dtype, file: file, line: line)
  }
}
