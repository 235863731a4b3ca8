extension Tensor {
  /// The lower triangular L of each positive definite matrix A = L Lᵀ, or the upper triangular U of A = Uᵀ U.
  /// `torch.linalg.cholesky`.
  ///
  /// - Parameter upper: whether U is wanted. One triangle of the matrix is read, the one that the result has; the derivative
  ///   is symmetric.
  /// - Throws: where a matrix is not positive definite.
  /// - Returns: the same shape, with zeros in the other triangle. float32 and float64 only.
  public func cholesky(
    upper: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("cholesky", isSquare: true, file: file, line: line)
    let (result, info) = choleskyFactor(isUpper: upper)
    try LinearAlgebraError.check(info, "cholesky") { .notPositiveDefinite(order: $0) }
    return result
  }

  /// As ``cholesky(upper:file:line:)``, but tells of matrices that are not positive definite instead of throwing.
  /// `torch.linalg.cholesky_ex`.
  ///
  /// - Returns: the factors, unspecified where there are none, and for each matrix the order of its first leading minor that
  ///   is not positive, or 0: int32.
  public func choleskyEx(
    upper: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (factor: Tensor, info: Tensor) {
    checkFactorable("choleskyEx", isSquare: true, file: file, line: line)
    return choleskyFactor(isUpper: upper)
  }

  private func choleskyFactor(isUpper: Bool) -> (factor: Tensor, info: Tensor) {
    // In memory that holds Aᵀ column after column, U of LAPACK is L row after row.
    let factors = MatrixBatch(copying: noGrad { transposed() })
    let info = Lapack.makeInfo(batchShape)
    Lapack.factorCholesky(factors, isUpper: !isUpper, info: info)
    let result = factors.transposed
    Triangular.clear(result, outside: isUpper, diagonal: 0)
    let recorded = result.recorded(
      self, CholeskyDerivative(output: SavedTensor(output: result), isUpper: isUpper))
    return (recorded, info)
  }
}

struct CholeskyDerivative: Derivative {
  static let name = "cholesky"
  let output: SavedTensor
  let isUpper: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (l, g) =
      isUpper ? (output.value.transposed(), gradient.transposed()) : (output.value, gradient)
    // Of dL = L Φ(L⁻¹ dA L⁻ᵀ), where Φ takes the lower triangle and half the diagonal.
    let lower = l.transposed().matmul(g).lowerTriangle()
    let symmetric = 0.5 * (lower + lower.lowerTriangle(-1).transposed())
    let half = l.transposed().triangularSolved(
      symmetric, Triangular.Form(isUpper: true, isUnit: false, isLeft: true))
    inputs.add(
      0, l.triangularSolved(half, Triangular.Form(isUpper: false, isUnit: false, isLeft: false)))
  }
}
