import CKernels

extension Tensor {
  /// The largest of each element and those before it along an axis, and where it last stands (int64). `torch.cummax`.
  ///
  /// NaN from the first NaN on. The gradient goes to the places.
  public func cummax(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: "cummax", file: file, line: line)
    let indices = Tensor(uninitialized: shape, dtype: .int64)
    Scan.run(TK_CUMMAX, sortable, axis: resolved, into: indices)
    indices.changed("cummax")
    return (gathered(axis: resolved, indices: indices), indices)
  }
}
