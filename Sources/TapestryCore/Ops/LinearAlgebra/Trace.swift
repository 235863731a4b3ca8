extension Tensor {
  /// The sum of a matrix's diagonal; of integers as int64. `torch.trace`.
  public func trace(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(rank == 2, "trace: shape \(shape): a matrix is needed", file: file, line: line)
    return matrixDiagonal().sum()
  }
}
