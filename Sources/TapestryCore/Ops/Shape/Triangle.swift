extension Tensor {
  /// A copy of each matrix with zeros above a diagonal. `torch.tril`.
  ///
  /// - Parameter offset: how far that diagonal lies above the main one.
  public func tril(
    offset: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    triangle("tril", file: file, line: line) { row, column in column .<= row + offset }
  }

  /// A copy of each matrix with zeros below a diagonal. `torch.triu`.
  ///
  /// - Parameter offset: how far that diagonal lies above the main one.
  public func triu(
    offset: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    triangle("triu", file: file, line: line) { row, column in column .>= row + offset }
  }

  private func triangle(
    _ op: StaticString, file: StaticString, line: UInt,
    keeping isKept: (_ row: Tensor, _ column: Tensor) -> Tensor
  ) -> Tensor {
    demand(rank >= 2, "\(op): \(shape) is no matrix", file: file, line: line)
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let mask = isKept(Tensor.arange(rows).unsqueezed(1), Tensor.arange(columns))
    return Tensor.where(mask, self, Tensor(scalar: 0, dtype: dtype))
  }
}
