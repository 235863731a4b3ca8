extension Tensor {
  /// The median of all elements that are not NaN; NaN of none. `torch.nanmedian`.
  ///
  /// As ``median(file:line:)`` else.
  public func nanmedian(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    wholeMedian("nanmedian", ignoresNaN: true, file: file, line: line)
  }

  /// The median along one axis of the elements that are not NaN, and where it stands (int64). `torch.nanmedian`.
  public func nanmedian(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    median("nanmedian", axis: axis, ignoresNaN: true, keepDims: keepDims, file: file, line: line)
  }
}
