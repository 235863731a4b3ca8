/// How a least-squares problem is solved; names are LAPACK's.
public enum LeastSquaresDriver: Sendable {
  /// QR with column pivoting: for any matrix, and fast. The default.
  case gelsy
  /// QR: for matrices of full rank.
  case gels
  /// Singular values by divide and conquer: for any matrix, tells the singular values.
  case gelsd
  /// Singular values by QR iteration: as `gelsd`, slower.
  case gelss
}

/// The solution of a least-squares problem, and what was learned on the way.
public struct LeastSquaresResult {
  /// `[…, n, k]`, or `[…, n]` for vectors on the right. Of several solutions the one of least length.
  public let solution: Tensor

  /// The sum of squared errors of each column, `[…, k]`; `[0]` where the matrices have not more rows than columns or not
  /// full rank, or the driver is `gelsy`.
  public let residuals: Tensor

  /// The rank of each matrix: int64, `[0]` with the driver `gels`.
  public let rank: Tensor

  /// Of each matrix, descending; `[0]` with the drivers `gels` and `gelsy`.
  public let singularValues: Tensor
}

extension Tensor {
  /// X for which the sum of squares of A X − B is least, where this is A. `torch.linalg.lstsq`.
  ///
  /// - Parameters:
  ///   - b: `[…, m, k]`; or vectors, `[m]` or, for `[…, m, n]`, exactly `[…, m]`. Batches broadcast.
  ///   - rcond: singular values, or diagonal elements, below this part of the largest count as zero: by default the machine's
  ///     precision times the larger side.
  /// - Throws: where the driver needs full rank and a matrix lacks it, an element is not finite, or the iteration does not
  ///   end.
  /// - Note: solution and residuals have derivatives. float32 and float64 only.
  public func lstsq(
    _ b: Tensor, rcond: Double? = nil, driver: LeastSquaresDriver = .gelsy,
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> LeastSquaresResult {
    checkFactorable("lstsq", file: file, line: line)
    Tensor.checkSameDType("lstsq", self, b, file: file, line: line)
    let isVector = takesAsVector(b)
    let right = isVector ? b.unsqueezed(-1) : b
    demand(
      right.rank >= 2 && right.shape[right.rank - 2] == shape[rank - 2],
      "lstsq: \(shape) and right-hand side \(b.shape): the latter needs \(shape[rank - 2]) rows",
      file: file, line: line)
    let batch = Tensor.commonBatch("lstsq", self, right, file: file, line: line)
    let result = try leastSquares(right, batch, rcond, driver)
    if !isVector { return result }
    return LeastSquaresResult(
      solution: result.solution.squeezed(-1),
      residuals: result.residuals,
      rank: result.rank, singularValues: result.singularValues)
  }

  private func leastSquares(
    _ b: Tensor, _ batch: Shape, _ rcond: Double?, _ driver: LeastSquaresDriver
  ) throws(LinearAlgebraError) -> LeastSquaresResult {
    try LinearAlgebraError.checkFinite(self, "lstsq")
    try LinearAlgebraError.checkFinite(b, "lstsq")
    let (rows, columns, width) = (shape[rank - 2], shape.last!, b.shape.last!)
    let size = Swift.min(rows, columns)
    let work = MatrixBatch(copying: self, batch: batch)
    let unknown = MatrixBatch(
      uninitialized: batch, rows: Swift.max(rows, columns), columns: width, dtype: dtype)
    let whole = unknown.tensor
    noGrad {
      Copy.fill(whole, with: Tensor(scalar: 0, dtype: dtype))
      Copy.run(b, into: whole.firstRows(rows))
    }
    let ranks = Tensor.zeros(batch, dtype: .int32)
    let values = Tensor.zeros(batch.vectors(size), dtype: dtype)
    let info = Lapack.makeInfo(batch)
    Lapack.leastSquares(
      work, unknown, driver: driver,
      cutoff: rcond ?? machinePrecision * Double(Swift.max(rows, columns)),
      ranks: ranks, values: values, info: info)
    try LinearAlgebraError.check(info, "lstsq") {
      driver == .gels ? .rankDeficient(column: $0) : .noConvergence(count: $0)
    }
    let solution = noGrad { whole.firstRows(columns).clone() }
    let hasFullRank = driver == .gels || ranks.array(as: Int.self).allSatisfy { $0 == columns }
    let hasResiduals = rows > columns && driver != .gelsy && hasFullRank
    let nothing = Tensor.zeros([0], dtype: dtype)
    let saved = LeastSquaresDerivative(matrix: SavedTensor(self), right: SavedTensor(b))
    let residuals =
      hasResiduals ? noGrad { whole.rows(from: columns).square().sum(axis: -2) } : nothing
    let hasValues = driver == .gelsd || driver == .gelss
    return LeastSquaresResult(
      solution: solution.recorded(self, b, saved),
      residuals: hasResiduals
        ? residuals.recorded(
          self, b, ResidualsDerivative(matrix: saved.matrix, right: saved.right)) : residuals,
      rank: driver == .gels ? Tensor.zeros([0], dtype: .int64) : ranks.cast(to: .int64),
      singularValues: hasValues ? values : nothing)
  }

  /// The distance between 1 and the next number of this dtype.
  var machinePrecision: Double { dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne) }
}

struct LeastSquaresDerivative: Derivative {
  static let name = "lstsq"
  let matrix, right: SavedTensor

  /// The solution is the pseudoinverse times the right-hand side.
  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (matrix.value, right.value)
    let inverse = a.pseudoinverse()
    inputs.add(1, inverse.transposed().matmul(gradient))
    inputs.add(
      0,
      PseudoinverseDerivative.gradient(
        of: a, inverse: inverse, gradient.matmul(b.transposed())))
  }
}

struct ResidualsDerivative: Derivative {
  static let name = "lstsq"
  let matrix, right: SavedTensor

  /// At its least, the sum of squares does not change with the solution.
  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (matrix.value, right.value)
    let x = a.pseudoinverse().matmul(b)
    let share = (a.matmul(x) - b).scalingColumns(by: gradient * 2)
    inputs.add(0, share.matmul(x.transposed()))
    inputs.add(1, -share)
  }
}
