extension Tensor {
  /// Where the elements other than 0 stand: one row of places for each, in row-major order. `torch.nonzero`, `torch.argwhere`.
  ///
  /// - Returns: int64 of shape `[how many, rank]`.
  public func nonzero() -> Tensor {
    let positions = Gather.positions(self)
    // Along one axis a position is a place.
    return
      (rank == 1
      ? positions.reshaped(to: [positions.count, 1]) : Gather.unraveled(positions, in: shape))
      .untaped("nonzero")
  }

  /// As ``nonzero()``, but a tensor of places for each axis: what a subscript takes. `torch.nonzero(as_tuple=True)`.
  ///
  /// - Returns: int64, `rank` of them; for a scalar one, as if it had one axis of size 1.
  public func nonzeroByAxis() -> [Tensor] {
    rank == 0 ? [Gather.positions(self)] : nonzeroColumns()
  }

  /// The first `size` rows of ``nonzero()``, or all of them and then rows of `fillValue`. `torch.nonzero_static`.
  ///
  /// - Returns: int64 of shape `[size, rank]`, whatever the elements.
  public func nonzeroStatic(
    size: Int, fillValue: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(size >= 0, "nonzeroStatic: a size of \(size)", file: file, line: line)
    let found = nonzero()
    let result = Tensor.full([size, rank], fillValue, dtype: .int64)
    let count = Swift.min(size, found.shape[0])
    noGrad {
      Copy.run(
        found.sliced(axis: 0, start: 0, size: count, step: 1),
        into: result.sliced(axis: 0, start: 0, size: count, step: 1))
    }
    return result
  }

  /// As ``nonzero()``, a vector of places for each axis; none for a scalar.
  func nonzeroColumns() -> [Tensor] {
    let rows = nonzero()
    return shape.indices.map { rows.selected(axis: 1, index: $0).contiguous() }
  }
}
