extension Tensor {
  /// The `count` largest elements along an axis, or the smallest, in order, and where they stand (int64). `torch.topk`.
  ///
  /// NaN is larger than all else; of equal elements the first are taken. The gradient goes to the places.
  ///
  /// - Parameters:
  ///   - count: `k` in PyTorch; from 0 to the size of the axis.
  ///   - largest: false takes the smallest, which come first.
  public func topk(
    _ count: Int, axis: Int = -1, largest: Bool = true, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: "topk", file: file, line: line)
    let size = rank == 0 ? 1 : shape[resolved]
    demand(
      (0...size).contains(count), "topk: \(count) elements of the \(size) along axis \(axis)",
      file: file, line: line)
    let indices =
      rank == 0
      ? order(axis: resolved, descending: largest)
      : sortable.rowwise(axis: resolved) { Sorting.first(count, of: $0, descending: largest) }
        .untaped("topk")
    return (gathered(axis: resolved, places: indices), indices)
  }
}
