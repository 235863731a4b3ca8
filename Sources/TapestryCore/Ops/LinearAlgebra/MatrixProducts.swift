extension Tensor {
  /// The product of two matrices, `[m, k]` and `[k, n]`. `torch.mm`. See ``matmul(_:file:line:)`` for all other ranks.
  public func mm(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    strictProduct("mm", other, ranks: (2, 2), file: file, line: line)
  }

  /// The products of two batches of matrices, `[b, m, k]` and `[b, k, n]`. `torch.bmm`.
  public func bmm(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if rank == 3 && other.rank == 3 {
      demand(
        shape[0] == other.shape[0],
        "bmm: \(shape) · \(other.shape): batches of \(shape[0]) and \(other.shape[0]) differ",
        file: file, line: line)
    }
    return strictProduct("bmm", other, ranks: (3, 3), file: file, line: line)
  }

  /// The product of a matrix `[m, k]` and a vector `[k]`. `torch.mv`.
  public func mv(_ vector: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    strictProduct("mv", vector, ranks: (2, 1), file: file, line: line)
  }

  /// The matrix product of operands of these ranks and no others.
  func strictProduct(
    _ op: StaticString, _ other: Tensor, ranks: (Int, Int), file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      rank == ranks.0 && other.rank == ranks.1,
      "\(op): \(shape) · \(other.shape): \(ranks.0) and \(ranks.1) axes are needed", file: file,
      line: line)
    let inner = other.shape[Swift.max(other.rank - 2, 0)]
    demand(
      shape.last! == inner,
      "\(op): \(shape) · \(other.shape): inner sizes \(shape.last!) and \(inner) differ",
      file: file, line: line)
    return matmul(other, file: file, line: line)
  }
}
