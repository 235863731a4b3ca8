extension MatrixBatch {
  /// Replaces reflectors, which lie in the first columns, by the first columns of their product.
  ///
  /// - Parameter factors: contiguous `[…, reflectors]`: the scale of each.
  func expandReflectors(factors: Tensor) {
    guard paysInBlocks(reflectors: factors.shape.last!) else {
      Lapack.expandReflectors(self, factors: factors)
      return
    }
    noGrad {
      let reflectors = transposed.reshaped(to: [columns, rows])
      let product = Tensor.eye(columns, rows, dtype: dtype)
      product.multiplyByReflectors(
        reflectors, factors.reshaped(to: [-1]), beginsAsIdentity: true)
      Copy.run(product, into: reflectors)
    }
  }

  /// Whether blocks on all threads take less time than LAPACK on one: several matrices keep threads busy without them.
  func paysInBlocks(reflectors: Int) -> Bool { count == 1 && reflectors >= 128 }
}

extension Tensor {
  /// Applies the product of reflectors, one a row of `[reflectors, rows]`, to columns, one a row of `[columns, rows]`, in place.
  ///
  /// Blocks of them are taken at once, as `I − V T Vᵀ` (Schreiber and Van Loan, "A storage-efficient WY representation for products of
  /// Householder transformations", 1989), so that nearly all of it is matrix products. A reflector is 1 on the diagonal, whatever stands
  /// there, and 0 before it.
  ///
  /// - Parameter beginsAsIdentity: columns that a reflector cannot have reached yet are left out.
  func multiplyByReflectors(_ rows: Tensor, _ factors: Tensor, beginsAsIdentity: Bool) {
    let count = factors.count
    let width = 64
    for start in Swift.stride(from: 0, to: count, by: width).reversed() {
      let size = Swift.min(width, count - start)
      let reflectors =
        rows[start..<start + size, start...].upperTriangle(1)
        + Tensor.eye(size, rows.shape[1] - start, dtype: dtype)
      let scales = factors[start..<start + size]
      let mixed = reflectors.matmul(reflectors.transposed()).upperTriangle(1)
      let system = Tensor.eye(size, dtype: dtype) + scales.unsqueezed(1) * mixed
      let weights = system.solveTriangular(scales.diag(), upper: true, unitriangular: true)
      let part = self[(beginsAsIdentity ? start : 0)..., start...]
      let change = part.matmul(reflectors.transposed()).matmul(weights.transposed())
        .matmul(reflectors)
      part -= change
    }
  }
}
