extension Tensor {
  /// The factors of each matrix P L U, found by elimination with partial pivoting, in one matrix. `torch.linalg.lu_factor`.
  ///
  /// - Throws: where a pivot is zero, so that systems cannot be solved; ``lu(file:line:)`` and ``luFactorEx(file:line:)`` do not
  ///   mind.
  /// - Returns: `lu`, of the same shape: U on and above the diagonal, L, whose diagonal is 1, below it; and `pivots`, int32
  ///   `[…, min(m, n)]`: row i was exchanged with row `pivots[i]`, counted from 1. float32 and float64 only.
  public func luFactor(
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> (lu: Tensor, pivots: Tensor) {
    checkFactorable("luFactor", file: file, line: line)
    let (lu, pivots, info) = factoredLU()
    try LinearAlgebraError.check(info, "luFactor") { .singular(pivot: $0) }
    return (lu, pivots)
  }

  /// As ``luFactor(file:line:)``, but tells of zero pivots instead of throwing. `torch.linalg.lu_factor_ex`.
  ///
  /// - Returns: also for each matrix the number, from 1, of its first zero pivot, or 0: int32.
  public func luFactorEx(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (lu: Tensor, pivots: Tensor, info: Tensor) {
    checkFactorable("luFactorEx", file: file, line: line)
    return factoredLU()
  }

  /// Each matrix as P L U: a permutation, a lower triangular matrix with ones on its diagonal, and an upper triangular one.
  /// `torch.linalg.lu`.
  ///
  /// - Returns: `[…, m, m]`, `[…, m, k]` and `[…, k, n]`, where k is the smaller of m and n. float32 and float64 only.
  public func lu(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (p: Tensor, l: Tensor, u: Tensor) {
    checkFactorable("lu", file: file, line: line)
    let (lu, pivots, _) = factoredLU()
    return lu.unpackedLU(pivots)
  }

  /// P, L and U from what ``luFactor(file:line:)`` returns, where this is its `lu`. `torch.lu_unpack`.
  ///
  /// - Returns: shapes as of ``lu(file:line:)``.
  public func luUnpack(
    _ pivots: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> (p: Tensor, l: Tensor, u: Tensor) {
    checkMatrices("luUnpack", file: file, line: line)
    checkPivots("luUnpack", pivots, file: file, line: line)
    return unpackedLU(pivots)
  }

  /// Stops unless pivots belong to these factors.
  func checkPivots(_ op: StaticString, _ pivots: Tensor, file: StaticString, line: UInt) {
    let (rows, size) = (shape[rank - 2], Swift.min(shape[rank - 2], shape.last!))
    demand(
      pivots.dtype.isInteger && pivots.shape == batchShape.vectors(size),
      "\(op): pivots \(pivots.dtype) \(pivots.shape) for factors \(shape): integers of shape \(batchShape.vectors(size)) are needed",
      file: file, line: line)
    if pivots.count == 0 { return }
    let (least, most) = (pivots.min().item(as: Int.self), pivots.max().item(as: Int.self))
    demand(
      least >= 1 && most <= rows,
      "\(op): pivots from \(least) to \(most) for \(rows) rows: they count from 1", file: file,
      line: line)
  }

  private func factoredLU() -> (lu: Tensor, pivots: Tensor, info: Tensor) {
    let factors = FactoredLU(self)
    let result = factors.factors.tensor
    let recorded = result.recorded(
      self, LUDerivative(output: SavedTensor(output: result), pivots: SavedTensor(factors.pivots)))
    return (recorded, factors.pivots, factors.info)
  }

  private func unpackedLU(_ pivots: Tensor) -> (p: Tensor, l: Tensor, u: Tensor) {
    let rows = shape[rank - 2]
    let size = Swift.min(rows, shape.last!)
    let permutation = noGrad {
      let order = Lapack.rowOrder(pivots: pivots, rows: rows)
      return (Tensor.arange(rows).unsqueezed(-1) .== order.unsqueezed(-2)).cast(to: dtype)
    }
    let ones = noGrad { Tensor.identity(rows, dtype: dtype).firstColumns(size) }
    return (
      permutation, firstColumns(size).lowerTriangle(-1) + ones, firstRows(size).upperTriangle()
    )
  }

  /// Matrices whose row i is row `order[i]` of these.
  func takingRows(_ order: Tensor) -> Tensor {
    let places = order.unsqueezed(-1)
    let batch = Shape.broadcast(batchShape, order.batchOfVectors)!
    let target = batch.matrices(order.shape.last!, shape.last!)
    return expanded(to: target).gathered(
      axis: rank < target.count ? target.count - 2 : rank - 2,
      indices: places.expanded(to: target))
  }

  private var batchOfVectors: Shape { Shape(shape.dropLast()) }
}

struct LUDerivative: Derivative {
  static let name = "lu"
  let output, pivots: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let factors = output.value
    let (rows, columns) = (factors.shape[factors.rank - 2], factors.shape.last!)
    let size = Swift.min(rows, columns)
    let gl = gradient.firstColumns(size).lowerTriangle(-1)
    let gu = gradient.firstRows(size).upperTriangle()
    let unit = Tensor.identity(rows, dtype: factors.dtype).firstColumns(size)
    let l = factors.firstColumns(size).lowerTriangle(-1) + unit
    let u = factors.firstRows(size).upperTriangle()
    let (lower, upper) = (
      Triangular.Form(isUpper: true, isUnit: true, isLeft: true),
      Triangular.Form(isUpper: false, isUnit: false, isLeft: false)
    )
    let (top, square) = (l.firstRows(size), u.firstColumns(size))
    var below = top.transposed().matmul(gl.firstRows(size))
    var above = gu.firstColumns(size).matmul(square.transposed())
    // Columns of U beyond the square follow from L; rows of L beyond it from U.
    if columns > size {
      below = below - gu.columns(from: size).matmul(u.columns(from: size).transposed())
    }
    if rows > size {
      above = above - l.rows(from: size).transposed().matmul(gl.rows(from: size))
    }
    let middle = below.lowerTriangle(-1) + above.upperTriangle()
    var result = square.transposed().triangularSolved(
      top.transposed().triangularSolved(middle, lower), upper)
    if columns > size {
      let rest = top.transposed().triangularSolved(gu.columns(from: size), lower)
      result = concatenate([result, rest], axis: -1)
    }
    if rows > size {
      let rest = square.transposed().triangularSolved(gl.rows(from: size), upper)
      result = concatenate([result, rest], axis: -2)
    }
    let order = Lapack.rowOrder(pivots: pivots.value, rows: rows, isInverse: true)
    inputs.add(0, result.takingRows(order))
  }
}
