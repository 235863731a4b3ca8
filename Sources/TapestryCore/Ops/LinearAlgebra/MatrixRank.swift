extension Tensor {
  /// The number of singular values of each matrix that are not taken to be zero. `torch.linalg.matrix_rank`.
  ///
  /// - Parameters:
  ///   - atol: singular values up to this count as zero.
  ///   - rtol: and so do those up to this part of the largest; by default the machine's precision times the larger side, or 0
  ///     where `atol` is positive.
  ///   - hermitian: takes the matrices to be symmetric and reads their lower triangle.
  /// - Throws: where an element is not finite, or the iteration does not end.
  /// - Returns: int64, `[…]` for `[…, m, n]`. float32 and float64 only.
  public func matrixRank(
    atol: Double? = nil, rtol: Double? = nil, hermitian: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("matrixRank", isSquare: hermitian, file: file, line: line)
    let values =
      hermitian
      ? try detach().symmetricEigenvalues("matrixRank").abs()
      : try detach().singularValues("matrixRank")
    return (values .> rankCutoff(values, atol, rtol)).sum(axis: -1)
  }
}
