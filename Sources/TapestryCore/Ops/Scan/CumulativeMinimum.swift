import CKernels

extension Tensor {
  /// The smallest of each element and those before it along an axis, and where it last stands (int64). `torch.cummin`.
  ///
  /// NaN from the first NaN on. The gradient goes to the places.
  public func cummin(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: "cummin", file: file, line: line)
    let indices = Tensor(uninitialized: shape, dtype: .int64)
    Scan.run(TK_CUMMIN, sortable, axis: resolved, into: indices)
    indices.changed("cummin")
    return (gathered(axis: resolved, indices: indices), indices)
  }
}
