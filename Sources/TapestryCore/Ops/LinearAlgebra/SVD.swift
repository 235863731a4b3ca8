extension Tensor {
  /// The singular value decomposition A = U diag(S) Vᴴ of each matrix. `torch.linalg.svd`.
  ///
  /// - Parameter fullMatrices: whether U `[…, m, m]` and Vᴴ `[…, n, n]` are whole orthogonal matrices, rather than `[…, m, k]` and
  ///   `[…, k, n]`, where k is the smaller of m and n.
  /// - Throws: where an element of a matrix is not finite, or the iteration does not end.
  /// - Returns: with S `[…, k]`, not negative, in descending order. float32 and float64 only.
  ///
  /// - Note: singular vectors are determined up to their signs, and where singular values are equal not even to that: a
  ///   derivative of what depends on the choice has no meaning, and where values are equal it is infinite or NaN. The
  ///   columns of U and rows of Vᴴ beyond the first k get no derivative.
  public func svd(
    fullMatrices: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, vh: Tensor) {
    checkFactorable("svd", file: file, line: line)
    return try singularVectors("svd", full: fullMatrices)
  }

  /// The singular values of each matrix, in descending order. `torch.linalg.svdvals`.
  ///
  /// - Throws: as ``svd(fullMatrices:file:line:)``.
  public func svdvals(
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("svdvals", file: file, line: line)
    return try singularValues("svdvals")
  }

  func singularValues(_ op: StaticString) throws(LinearAlgebraError) -> Tensor {
    if requiresGrad && isRecording { return try singularVectors(op).s }
    try LinearAlgebraError.checkFinite(self, op)
    let work = MatrixBatch(copying: self)
    let values = Tensor(
      uninitialized: batchShape.vectors(Swift.min(work.rows, work.columns)), dtype: dtype)
    let info = Lapack.makeInfo(batchShape)
    Lapack.singular(work, vectors: .none, values: values, u: work, vh: work, info: info)
    try LinearAlgebraError.check(info, op) { .noConvergence(count: $0) }
    return values
  }

  func singularVectors(
    _ op: StaticString, full: Bool = false
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, vh: Tensor) {
    try LinearAlgebraError.checkFinite(self, op)
    let work = MatrixBatch(copying: self)
    let (rows, columns, batch) = (work.rows, work.columns, batchShape)
    let size = Swift.min(rows, columns)
    if size == 0 {
      func empty(_ side: Int) -> Tensor {
        full
          ? Tensor.identity(side, batch: batch, dtype: dtype)
          : Tensor.zeros(batch.matrices(side, 0), dtype: dtype)
      }
      return recordedSVD(
        empty(rows), Tensor.zeros(batch.vectors(0), dtype: dtype), empty(columns).transposed())
    }
    let u = MatrixBatch(
      uninitialized: batch, rows: rows, columns: full ? rows : size, dtype: dtype)
    let vh = MatrixBatch(
      uninitialized: batch, rows: full ? columns : size, columns: columns, dtype: dtype)
    let s = Tensor(uninitialized: batch.vectors(size), dtype: dtype)
    let info = Lapack.makeInfo(batch)
    Lapack.singular(work, vectors: full ? .full : .thin, values: s, u: u, vh: vh, info: info)
    try LinearAlgebraError.check(info, op) { .noConvergence(count: $0) }
    return recordedSVD(u.tensor, s, vh.tensor)
  }

  private func recordedSVD(_ u: Tensor, _ s: Tensor, _ vh: Tensor) -> (
    u: Tensor, s: Tensor, vh: Tensor
  ) {
    if !requiresGrad || !isRecording { return (u, s, vh) }
    let saved = SingularFactors(
      input: SavedTensor(self), u: SavedTensor(u.detach().firstColumns(s.shape.last!)),
      s: SavedTensor(s.detach()), vh: SavedTensor(vh.detach().firstRows(s.shape.last!)))
    return (
      u.recorded(self, LeftSingularDerivative(factors: saved)),
      s.recorded(self, SingularValuesDerivative(factors: saved)),
      vh.recorded(self, RightSingularDerivative(factors: saved))
    )
  }
}

/// What the derivatives of U, of S and of Vᴴ save.
struct SingularFactors {
  let input, u, s, vh: SavedTensor

  /// The thin factors; where the backward pass is recorded, as functions of the input.
  var values: (u: Tensor, s: Tensor, vh: Tensor) {
    if isRecording, let values = try? input.value.singularVectors("svd") { return values }
    return (u.value, s.value, vh.value)
  }

  /// Elements of an antisymmetric matrix divided by differences of squared singular values.
  static func dividedByGaps(_ matrix: Tensor, _ s: Tensor) -> Tensor {
    let (row, column) = (s.unsqueezed(-2), s.unsqueezed(-1))
    // The diagonal of the numerator is zero: what it is divided by must not be.
    let gaps = (row - column) * (row + column) + Tensor.identity(s.shape.last!, dtype: s.dtype)
    return matrix / gaps
  }
}

struct SingularValuesDerivative: Derivative {
  static let name = "svd"
  let factors: SingularFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (u, _, vh) = factors.values
    inputs.add(0, u.scalingColumns(by: gradient).matmul(vh))
  }
}

struct LeftSingularDerivative: Derivative {
  static let name = "svd"
  let factors: SingularFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (u, s, vh) = factors.values
    let size = s.shape.last!
    let g = gradient.firstColumns(size)
    let turn = u.transposed().matmul(g)
    let middle = SingularFactors.dividedByGaps(turn - turn.transposed(), s)
      .scalingColumns(by: s)
    var left = u.matmul(middle)
    // What leaves the space that U spans.
    if u.shape[u.rank - 2] > size {
      left = left + (g - u.matmul(turn)) / s.unsqueezed(-2)
    }
    inputs.add(0, left.matmul(vh))
  }
}

struct RightSingularDerivative: Derivative {
  static let name = "svd"
  let factors: SingularFactors

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (u, s, vh) = factors.values
    let size = s.shape.last!
    let g = gradient.firstRows(size)
    let turn = vh.matmul(g.transposed())
    let middle = SingularFactors.dividedByGaps(turn - turn.transposed(), s).scalingRows(by: s)
    var right = middle.matmul(vh)
    if vh.shape[vh.rank - 1] > size {
      right = right + (g - turn.transposed().matmul(vh)) / s.unsqueezed(-1)
    }
    inputs.add(0, u.matmul(right))
  }
}
