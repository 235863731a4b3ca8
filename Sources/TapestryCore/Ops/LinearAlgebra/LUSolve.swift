extension Tensor {
  /// The solution X of A X = B, where A is given by what ``luFactor(file:line:)`` returns, and this is its `lu`.
  /// `torch.linalg.lu_solve`, `torch.lu_solve`.
  ///
  /// - Parameters:
  ///   - pivots: integers `[…, n]`.
  ///   - b: `[…, n, k]`, or `[…, k, n]` where `left` is false; batches broadcast.
  ///   - left: A X = B rather than X A = B.
  ///   - adjoint: Aᵀ instead of A.
  /// - Returns: zero pivots give infinities and NaN, no error. float32 and float64 only.
  public func luSolve(
    _ pivots: Tensor, _ b: Tensor, left: Bool = true, adjoint: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkFactorable("luSolve", isSquare: true, file: file, line: line)
    checkPivots("luSolve", pivots, file: file, line: line)
    Tensor.checkSameDType("luSolve", self, b, file: file, line: line)
    let size = shape.last!
    demand(
      b.rank >= 2 && b.shape[left ? b.rank - 2 : b.rank - 1] == size,
      "luSolve: \(shape) and right-hand side \(b.shape): the latter needs \(size) \(left ? "rows" : "columns")",
      file: file, line: line)
    _ = Tensor.commonBatch("luSolve", self, b, file: file, line: line)
    if left { return solvedByFactors(pivots, b, isTransposed: adjoint) }
    // X A = B is Aᵀ Xᵀ = Bᵀ.
    return solvedByFactors(pivots, b.transposed(), isTransposed: !adjoint).transposed()
  }

  private func solvedByFactors(_ pivots: Tensor, _ b: Tensor, isTransposed: Bool) -> Tensor {
    let (l, u) = (
      Triangular.Form(isUpper: false, isUnit: true, isLeft: true),
      Triangular.Form(isUpper: true, isUnit: false, isLeft: true)
    )
    let order = noGrad {
      Lapack.rowOrder(pivots: pivots, rows: shape.last!, isInverse: isTransposed)
    }
    if !isTransposed {
      return triangularSolved(triangularSolved(b.takingRows(order), l), u)
    }
    let (lt, ut) = (
      Triangular.Form(isUpper: true, isUnit: true, isLeft: true),
      Triangular.Form(isUpper: false, isUnit: false, isLeft: true)
    )
    let turned = transposed()
    return turned.triangularSolved(turned.triangularSolved(b, ut), lt).takingRows(order)
  }
}
