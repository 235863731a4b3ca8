extension Tensor {
  /// The factors of each symmetric matrix L D Lᵀ, where D has blocks of one or two rows, in one matrix.
  /// `torch.linalg.ldl_factor`.
  ///
  /// The lower triangle is read. For symmetric matrices that are not positive definite; there is no derivative.
  ///
  /// - Throws: where D is singular.
  /// - Returns: `ld`, of the same shape: D on and below the diagonal and L, whose diagonal is 1, in LAPACK's packed form; and
  ///   `pivots`, int32 `[…, n]`. float32 and float64 only.
  public func ldlFactor(
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> (ld: Tensor, pivots: Tensor) {
    checkFactorable("ldlFactor", isSquare: true, file: file, line: line)
    let (ld, pivots, info) = factoredLDL()
    try LinearAlgebraError.check(info, "ldlFactor") { .singular(pivot: $0) }
    return (ld, pivots)
  }

  /// As ``ldlFactor(file:line:)``, but tells of singular matrices instead of throwing. `torch.linalg.ldl_factor_ex`.
  ///
  /// - Returns: also for each matrix the number, from 1, of the first zero block of D, or 0: int32.
  public func ldlFactorEx(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (ld: Tensor, pivots: Tensor, info: Tensor) {
    checkFactorable("ldlFactorEx", isSquare: true, file: file, line: line)
    return factoredLDL()
  }

  /// The solution X of A X = B, where A is given by what ``ldlFactor(file:line:)`` returns, and this is its `ld`.
  /// `torch.linalg.ldl_solve`.
  ///
  /// - Parameters:
  ///   - pivots: integers `[…, n]`.
  ///   - b: `[…, n, k]`; batches broadcast.
  /// - Note: the derivative by `b` exists, where PyTorch has none; that by the factors does not.
  public func ldlSolve(
    _ pivots: Tensor, _ b: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkFactorable("ldlSolve", isSquare: true, file: file, line: line)
    Tensor.checkSameDType("ldlSolve", self, b, file: file, line: line)
    let size = shape.last!
    demand(
      pivots.dtype.isInteger && pivots.shape == batchShape.vectors(size),
      "ldlSolve: pivots \(pivots.dtype) \(pivots.shape) for factors \(shape): integers of shape \(batchShape.vectors(size)) are needed",
      file: file, line: line)
    let numbers = pivots.array(as: Int.self)
    if let wrong = numbers.first(where: { !(1...Swift.max(size, 1)).contains(Swift.abs($0)) }) {
      mistake(
        "ldlSolve: pivot \(wrong) for \(size) rows: they count from 1, or from −1 down", file: file,
        line: line)
    }
    demand(
      b.rank >= 2 && b.shape[b.rank - 2] == size,
      "ldlSolve: \(shape) and right-hand side \(b.shape): the latter needs \(size) rows",
      file: file, line: line)
    let batch = Tensor.commonBatch("ldlSolve", self, b, file: file, line: line)
    return solvedByLDL(pivots, b, batch)
  }

  fileprivate func solvedByLDL(_ pivots: Tensor, _ b: Tensor, _ batch: Shape) -> Tensor {
    let factors = MatrixBatch(copying: self, batch: batch)
    let unknown = MatrixBatch(copying: b, batch: batch)
    let numbers = noGrad {
      pivots.cast(to: .int32).expanded(to: batch.vectors(shape.last!)).contiguous()
    }
    Lapack.solveLDL(unknown, factors: factors, pivots: numbers)
    let result = unknown.tensor
    return result.recorded(
      self, b, LDLSolveDerivative(factors: SavedTensor(self), pivots: SavedTensor(pivots)))
  }

  private func factoredLDL() -> (ld: Tensor, pivots: Tensor, info: Tensor) {
    let factors = MatrixBatch(copying: self)
    let pivots = Tensor(uninitialized: batchShape.vectors(factors.rows), dtype: .int32)
    let info = Lapack.makeInfo(batchShape)
    Lapack.factorLDL(factors, pivots: pivots, info: info)
    // The lower triangle, where each column is a row of memory.
    Triangular.clear(factors.transposed, outside: true, diagonal: 0)
    let none = NoDerivative(operation: "ldlFactor", advice: "; solve has one")
    return (factors.tensor.recorded(self, none), pivots, info)
  }
}

struct LDLSolveDerivative: Derivative {
  static let name = "ldlSolve"
  let factors, pivots: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    if inputs.isWanted(0) {
      mistake("backward: ldlSolve has no derivative by its factors; solve has one by the matrix")
    }
    // The matrix is symmetric.
    inputs.add(1, factors.value.solvedByLDL(pivots.value, gradient, gradient.batchShape))
  }
}
