extension Tensor {
  /// The elements in order along an axis, and where each came from (int64). `torch.sort`.
  ///
  /// Always stable: equal elements stay in their order, also when `descending`. NaN is larger than all else. The gradient goes to the places.
  ///
  /// - Complexity: linear in the number of elements.
  public func sort(
    axis: Int = -1, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: "sort", file: file, line: line)
    let indices = order(axis: resolved, descending: descending)
    return (gathered(axis: resolved, places: indices), indices)
  }

  /// The places of the elements along an axis, from the smallest to the largest or the other way: int64. `torch.argsort`.
  ///
  /// See ``sort(axis:descending:file:line:)``.
  public func argsort(
    axis: Int = -1, descending: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "argsort", file: file, line: line)
    return order(axis: resolved, descending: descending)
  }

  /// The elements in order along the first axis. `torch.msort`.
  public func msort() -> Tensor { sort(axis: 0).values }

  /// The places of the elements in order along a resolved axis.
  func order(axis: Int, descending: Bool = false) -> Tensor {
    sortable.rowwise(axis: axis) { Sorting.order($0, descending: descending) }
      .untaped("argsort")
  }
}
