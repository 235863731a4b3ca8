extension Tensor {
  /// Where the elements other than 0 stand: one row of places for each, in row-major order. `torch.nonzero`.
  ///
  /// - Returns: int64 of shape `[how many, rank]`.
  public func nonzero() -> Tensor {
    let columns = nonzeroColumns()
    let count = columns.first?.count ?? ((self .!= 0).any().item(as: Bool.self) ? 1 : 0)
    if columns.isEmpty { return .zeros([count, 0], dtype: .int64) }
    return stack(columns, axis: 1)
  }

  /// The elements where `mask`, a bool tensor of this shape or one that broadcasts to it, holds: one axis. `torch.masked_select`.
  public func maskedSelect(
    _ mask: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      mask.dtype == .bool, "maskedSelect: a mask of \(mask.dtype), not bool", file: file, line: line
    )
    guard let common = Shape.broadcast(shape, mask.shape) else {
      mistake(
        "maskedSelect: mask \(mask.shape) and \(shape) do not broadcast", file: file, line: line)
    }
    let flat = expanded(to: common).reshaped(to: [common.product])
    return flat[mask.expanded(to: common).reshaped(to: [common.product])]
  }

  /// As ``nonzero()``, a vector of places for each axis; none for a scalar.
  func nonzeroColumns() -> [Tensor] {
    let flags = cast(to: .bool).array(as: Bool.self)
    let numbers = flags.indices.filter { flags[$0] }
    var step = 1
    var columns: [Tensor] = []
    for size in shape.reversed() {
      let places = numbers.map { $0 / step % size }
      columns.append(Tensor(elements: places, shape: [places.count], dtype: .int64))
      step *= size
    }
    return columns.reversed()
  }
}
