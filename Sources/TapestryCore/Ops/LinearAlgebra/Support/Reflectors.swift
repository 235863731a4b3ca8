extension MatrixBatch {
  /// Replaces reflectors, which lie in the first columns, by the first columns of their product.
  ///
  /// - Parameter factors: contiguous `[…, reflectors]`: the scale of each.
  func expandReflectors(factors: Tensor) {
    // Several matrices keep the threads busy without blocks.
    if count > 1 || factors.shape.last! < MatrixBatch.manyReflectors {
      Lapack.expandReflectors(self, factors: factors)
      return
    }
    noGrad {
      transposed.reshaped(to: [columns, rows])
        .expandTransposedReflectors(factors.reshaped(to: [-1]))
    }
  }

  /// From so many on, a matrix's reflectors take less time in blocks on all threads than with LAPACK on one.
  private static let manyReflectors = 128
}

extension Tensor {
  /// Replaces `[columns, rows]` reflectors, one a row, by the first columns of their product, one a row.
  ///
  /// Blocks of them are taken at once, as `I − V T Vᵀ` (Schreiber and Van Loan, "A storage-efficient WY representation for products of
  /// Householder transformations", 1989), so that nearly all of it is matrix products.
  fileprivate func expandTransposedReflectors(_ factors: Tensor) {
    let (columns, rows, count) = (shape[0], shape[1], factors.count)
    let product = Tensor.eye(columns, rows, dtype: dtype)
    let width = 64
    for start in Swift.stride(from: 0, to: count, by: width).reversed() {
      let size = Swift.min(width, count - start)
      // A reflector is 1 on the diagonal, and 0 before it.
      let reflectors =
        self[start..<start + size, start...].upperTriangle(1)
        + Tensor.eye(size, rows - start, dtype: dtype)
      let scales = factors[start..<start + size]
      let mixed = reflectors.matmul(reflectors.transposed()).upperTriangle(1)
      let system = Tensor.eye(size, dtype: dtype) + scales.unsqueezed(1) * mixed
      let weights = system.solveTriangular(scales.diag(), upper: true, unitriangular: true)
      let part = product[start..., start...]
      let change = part.matmul(reflectors.transposed()).matmul(weights.transposed())
        .matmul(reflectors)
      part -= change
    }
    Copy.run(product, into: self)
  }
}
