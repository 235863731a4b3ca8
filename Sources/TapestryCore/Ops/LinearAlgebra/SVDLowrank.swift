extension Tensor {
  /// Approximate first singular values and vectors of each matrix, found in a random subspace (Halko, Martinsson & Tropp,
  /// 2011). `torch.svd_lowrank`.
  ///
  /// Faster than ``svd(fullMatrices:file:line:)`` where few are wanted of many; exact, but for rounding, where the rank is at most
  /// `q`.
  ///
  /// - Parameters:
  ///   - q: how many; at most the smaller side. A few more than one is interested in.
  ///   - iterations: of the power method, which sharpens values that lie close together.
  ///   - mean: a matrix that is subtracted first; stretches to this shape.
  /// - Throws: where an element is not finite, or an iteration does not end.
  /// - Returns: U `[…, m, q]`, S `[…, q]`, and V `[…, n, q]`: not transposed. float32 and float64 only.
  public func svdLowrank(
    q: Int = 6, iterations: Int = 2, mean: Tensor? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, v: Tensor) {
    checkLowrank("svdLowrank", q, iterations, file: file, line: line)
    return try approximateSVD(
      "svdLowrank", mean.map { self - $0 } ?? self, q: q, iterations: iterations)
  }

  /// Approximate principal components of the rows of each matrix, by ``svdLowrank(q:iterations:mean:file:line:)``.
  /// `torch.pca_lowrank`.
  ///
  /// - Parameters:
  ///   - q: how many; by default 6, or as many as the smaller side has.
  ///   - center: subtracts from each column its mean first.
  /// - Returns: as ``svdLowrank(q:iterations:mean:file:line:)``; the columns of V are the principal directions.
  public func pcaLowrank(
    q: Int? = nil, center: Bool = true, iterations: Int = 2, file: StaticString = #fileID,
    line: UInt = #line
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, v: Tensor) {
    checkFactorable("pcaLowrank", file: file, line: line)
    let q = q ?? Swift.min(6, shape[rank - 2], shape.last!)
    checkLowrank("pcaLowrank", q, iterations, file: file, line: line)
    let centered = center && shape[rank - 2] > 0 ? self - mean(axes: [-2], keepDims: true) : self
    return try approximateSVD("pcaLowrank", centered, q: q, iterations: iterations)
  }

  private func checkLowrank(
    _ op: StaticString, _ q: Int, _ iterations: Int, file: StaticString, line: UInt
  ) {
    checkFactorable(op, file: file, line: line)
    demand(
      q >= 0 && q <= Swift.min(shape[rank - 2], shape.last!) && iterations >= 0,
      "\(op): \(q) values in \(iterations) iterations of \(shape): at most the smaller side",
      file: file, line: line)
  }

  private func approximateSVD(
    _ op: StaticString, _ a: Tensor, q: Int, iterations: Int
  ) throws(LinearAlgebraError) -> (u: Tensor, s: Tensor, v: Tensor) {
    if autocastDType != nil {
      return try withAutocast(nil) { () throws(LinearAlgebraError) in
        try approximateSVD(op, a, q: q, iterations: iterations)
      }
    }
    // The subspace is that of the longer side.
    if a.shape[a.rank - 2] < a.shape.last! {
      let (v, s, u) = try approximateSVD(op, a.transposed(), q: q, iterations: iterations)
      return (u, s, v)
    }
    let start = Tensor.randn([a.shape.last!, q], dtype: a.dtype)
    var basis = a.matmul(start).qr().q
    for _ in 0..<iterations {
      basis = a.matmul(a.transposed().matmul(basis).qr().q).qr().q
    }
    let (u, s, vh) = try basis.transposed().matmul(a).singularVectors(op)
    return (basis.matmul(u), s, vh.transposed())
  }
}
