extension Tensor {
  /// The solution X of A X = B, where this is A; of X A = B where `left` is false. `torch.linalg.solve`.
  ///
  /// - Parameters:
  ///   - b: `[…, n, k]` (`[…, k, n]` on the right side); or vectors, `[n]` or, for `[…, n, n]`, exactly `[…, n]`. Batches
  ///     broadcast.
  /// - Throws: where a matrix is singular. One that is so but for rounding gives large numbers.
  /// - Returns: the shape of `b`, stretched to the common batch. float32 and float64 only.
  public func solve(
    _ b: Tensor, left: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    let (result, info) = solution("solve", of: b, left: left, file: file, line: line)
    try LinearAlgebraError.check(info, "solve") { .singular(pivot: $0) }
    return result
  }

  /// As ``solve(_:left:file:line:)``, but tells of singular matrices instead of throwing. `torch.linalg.solve_ex`.
  ///
  /// - Returns: the solution, in which that of a singular matrix is infinite or NaN, and for each matrix of this tensor the
  ///   number, from 1, of its first zero pivot, or 0: int32.
  public func solveEx(
    _ b: Tensor, left: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) -> (result: Tensor, info: Tensor) {
    solution("solveEx", of: b, left: left, file: file, line: line)
  }

  private func solution(
    _ op: StaticString, of b: Tensor, left: Bool, file: StaticString, line: UInt
  ) -> (result: Tensor, info: Tensor) {
    checkFactorable(op, isSquare: true, file: file, line: line)
    Tensor.checkSameDType(op, self, b, file: file, line: line)
    let size = shape.last!
    if takesAsVector(b) {
      demand(
        left && b.shape.last == size,
        "\(op): a vector of shape \(b.shape) for \(shape): \(left ? "its last size must be \(size)" : "only on the left side")",
        file: file, line: line)
      let (result, info) = solved(b.unsqueezed(-1), left: true, batch: batchShape.stretched(b))
      return (result.squeezed(-1), info)
    }
    demand(
      b.rank >= 2 && b.shape[left ? b.rank - 2 : b.rank - 1] == size,
      "\(op): \(shape) and right-hand side \(b.shape): the latter needs \(size) \(left ? "rows" : "columns")",
      file: file, line: line)
    return solved(
      b, left: left, batch: Tensor.commonBatch(op, self, b, file: file, line: line))
  }

  /// The solution for a matrix of right-hand sides; of singular systems infinite or NaN.
  func solved(_ b: Tensor, left: Bool = true, batch: Shape? = nil) -> (
    result: Tensor, info: Tensor
  ) {
    let factors = FactoredLU(self)
    let batch = batch ?? Shape.broadcast(batchShape, b.batchShape)!
    let result = factors.solve(b, left: left, isTransposed: false, batch: batch)
    let recorded = result.recorded(
      self, b,
      SolveDerivative(
        matrix: SavedTensor(self), factors: factors, solution: SavedTensor(output: result),
        isLeft: left))
    return (recorded, factors.info)
  }
}

extension AxisValues {
  /// The batch of systems with vectors on their right: that of the matrices, or of the vectors where these have more axes.
  fileprivate func stretched(_ vectors: Tensor) -> Shape {
    Shape.broadcast(self, Shape(vectors.shape.dropLast()))!
  }
}

/// Square matrices as P L U.
struct FactoredLU {
  let factors: MatrixBatch
  let pivots: Tensor
  let info: Tensor

  init(_ matrices: Tensor) {
    factors = MatrixBatch(copying: matrices)
    pivots = Tensor(
      uninitialized: matrices.batchShape.vectors(
        Swift.min(factors.rows, factors.columns)), dtype: .int32)
    info = Lapack.makeInfo(matrices.batchShape)
    Lapack.factorLU(factors, pivots: pivots, info: info)
  }

  /// The solution of A X = B or X A = B, without a record.
  func solve(_ b: Tensor, left: Bool, isTransposed: Bool, batch: Shape) -> Tensor {
    // X A = B is Aᵀ Xᵀ = Bᵀ.
    let unknown = MatrixBatch(copying: left ? b : b.matricesTransposed, batch: batch)
    Lapack.solveLU(unknown, lu: factors, pivots: pivots, isTransposed: isTransposed == left)
    return left ? unknown.tensor : unknown.transposed
  }
}

struct SolveDerivative: Derivative {
  static let name = "solve"
  let matrix: SavedTensor
  let factors: FactoredLU
  let solution: SavedTensor
  let isLeft: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = solution.value
    let share =
      isRecording
      ? matrix.value.transposed().solved(gradient, left: isLeft).result
      : factors.solve(gradient, left: isLeft, isTransposed: true, batch: gradient.batchShape)
    inputs.add(
      0, isLeft ? -share.matmul(x.transposed()) : -x.transposed().matmul(share))
    inputs.add(1, share)
  }
}
