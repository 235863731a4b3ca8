extension Tensor {
  /// The different elements, in order, or the different slices along an axis. `torch.unique`.
  ///
  /// Nothing of this is on the tape. Each NaN is different from all others. Slices are ordered by their first element, then by the second, and so on.
  ///
  /// - Parameter axis: nil looks at all elements, whatever the shape, and gives one axis.
  /// - Complexity: of all elements, linear in their number.
  public func unique(
    axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    axis == nil
      ? distinctElements(isSorted: true)
      : distinct("unique", axis: axis, isSorted: true, file: file, line: line).values
  }

  /// As ``unique(axis:file:line:)``, with what each element became and how often each value came. `torch.unique`.
  ///
  /// - Returns: the values; of this shape, or of the size of the axis, the place of each element's value among them; how
  ///   many elements have each value. The last two are int64.
  public func uniqueAll(
    axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, inverse: Tensor, counts: Tensor) {
    distinct("uniqueAll", axis: axis, isSorted: true, file: file, line: line)
  }

  /// The different elements alone, of any shape.
  func distinctElements(isSorted: Bool) -> Tensor {
    noGrad {
      let flat = reshaped(to: [count])
      return flat.indexed(
        axis: 0, Sorting.groups(flat.sortable.contiguous(), isSorted: isSorted).first)
    }
  }

  /// - Parameter isSorted: false joins equal neighbours only, in the order in which they come.
  func distinct(
    _ op: StaticString, axis: Int?, isSorted: Bool, file: StaticString, line: UInt
  ) -> (values: Tensor, inverse: Tensor, counts: Tensor) {
    let resolved = axis.map { resolvedAxis($0, op: op, file: file, line: line) }
    guard let resolved, rank > 0 else {
      return noGrad {
        let flat = reshaped(to: [count])
        let groups = Sorting.groups(
          flat.sortable.contiguous(), isSorted: isSorted, wantsCounts: true, wantsNumbers: true)
        return (
          flat.indexed(axis: 0, groups.first), groups.numbers!.reshaped(to: shape), groups.counts!
        )
      }
    }
    demand(
      shape[resolved] == 0 || count > 0,
      "\(op): slices of \(shape) along axis \(axis ?? 0) have no elements to tell them apart",
      file: file, line: line)
    let size = shape[resolved]
    let rows = noGrad {
      movedToFront(resolved).reshaped(to: [size, size == 0 ? 1 : count / size])
    }
    let groups = Groups(of: rows, isSorted: isSorted)
    return (noGrad { indexed(axis: resolved, groups.first) }, groups.numbers, groups.counts)
  }
}

/// Which rows are equal.
private struct Groups {
  /// The number of each row's group.
  let numbers: Tensor
  /// Of each group, the place of its first row, and how many it has.
  let first, counts: Tensor

  init(of rows: Tensor, isSorted: Bool) {
    let size = rows.shape[0]
    let order = isSorted ? Groups.order(rows) : Tensor.arange(size)
    let sorted = isSorted ? rows.indexed(axis: 0, order) : rows
    let (next, before) = (
      sorted.narrowed(axis: 0, start: Swift.min(1, size), length: Swift.max(size - 1, 0)),
      sorted.narrowed(axis: 0, start: 0, length: Swift.max(size - 1, 0))
    )
    let isNew = concatenate([
      Tensor.full([Swift.min(1, size)], true), (next .!= before).any(axis: 1),
    ])
    let starts = isNew.nonzeroColumns()[0]
    let group = isNew.cumsum(axis: 0) - 1
    numbers = Tensor(uninitialized: [size], dtype: .int64)
    Gather.write(group, to: order, of: numbers)
    first = order.indexed(axis: 0, starts)
    counts = concatenate([starts, .full([Swift.min(1, size)], size, dtype: .int64)]).diff()
  }

  /// The places of the rows in order: a stable sort by each column, from the last to the first.
  private static func order(_ rows: Tensor) -> Tensor {
    var order = Tensor.arange(rows.shape[0])
    for column in (0..<rows.shape[1]).reversed() {
      let keys = rows.selected(axis: 1, index: column).indexed(axis: 0, order)
      order = order.indexed(axis: 0, keys.order(axis: 0))
    }
    return order
  }
}
