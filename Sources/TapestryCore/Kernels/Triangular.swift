import COpenBLAS

/// Triangles of matrices: systems of equations with triangular matrices, and the triangles themselves.
enum Triangular {
  struct Form {
    /// Which triangle is read.
    var isUpper: Bool
    /// Whether the matrix is transposed first; ``isUpper`` says which triangle of the matrix as it is given.
    var isTransposed = false
    /// Whether the diagonal counts as ones and is not read.
    var isUnit: Bool
    /// Whether the matrix stands left of the unknown.
    var isLeft: Bool
  }

  /// Replaces `b`, contiguous, by the solution X of A X = B, or of X A = B.
  ///
  /// - Parameter a: contiguous, of a batch that stretches to that of `b`.
  static func solve(_ a: Tensor, _ b: Tensor, _ form: Form) {
    let (rows, columns) = (b.shape[b.rank - 2], b.shape[b.rank - 1])
    let size = a.shape.last!
    if b.count == 0 { return }
    let places = a.batchShape.places(in: b.batchShape)
    let batch = places.count
    // Columns on the right of A, or rows on its left, are solved independently: strips of them may go to different threads.
    let others = form.isLeft ? columns : rows
    let strips = batch >= 16 ? 1 : Swift.max(others / 64, 1)
    let width = (others + strips - 1) / strips
    let isDouble = b.dtype == .float64
    let (pa, pb, itemSize) = (a.address, b.address, b.dtype.itemSize)
    let grain = Swift.max(1, MatrixBatch.grain / Swift.max(size * size * width, 1))
    OpenBLAS.prepared
    parallelFor(count: batch * strips, grain: grain) { range in
      for strip in range {
        let (index, start) = (strip / strips, strip % strips * width)
        let length = Swift.min(width, others - start)
        if length <= 0 { continue }
        let call = Call(
          form: form, rows: form.isLeft ? rows : length, columns: form.isLeft ? length : columns,
          leadingA: size, leadingB: columns)
        let from = pa + places[index] * size * size * itemSize
        let offset = index * rows * columns + (form.isLeft ? start : start * columns)
        let to = pb + offset * itemSize
        if isDouble { call.double(from, to) } else { call.float(from, to) }
      }
    }
  }

  /// One call of OpenBLAS.
  private struct Call {
    let form: Form
    let rows, columns, leadingA, leadingB: Int

    func float(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) {
      cblas_strsm(
        CblasRowMajor, form.isLeft ? CblasLeft : CblasRight,
        form.isUpper ? CblasUpper : CblasLower, form.isTransposed ? CblasTrans : CblasNoTrans,
        form.isUnit ? CblasUnit : CblasNonUnit, blasint(rows), blasint(columns), 1,
        a.assumingMemoryBound(to: Float.self), blasint(leadingA),
        b.assumingMemoryBound(to: Float.self), blasint(leadingB))
    }

    func double(_ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer) {
      cblas_dtrsm(
        CblasRowMajor, form.isLeft ? CblasLeft : CblasRight,
        form.isUpper ? CblasUpper : CblasLower, form.isTransposed ? CblasTrans : CblasNoTrans,
        form.isUnit ? CblasUnit : CblasNonUnit, blasint(rows), blasint(columns), 1,
        a.assumingMemoryBound(to: Double.self), blasint(leadingA),
        b.assumingMemoryBound(to: Double.self), blasint(leadingB))
    }
  }

  /// Writes zeros to what lies outside a triangle of each matrix of a contiguous tensor.
  ///
  /// - Parameter diagonal: the last that belongs to the triangle; 0 is the main one, 1 the one above it.
  static func clear(_ matrices: Tensor, outside isUpper: Bool, diagonal: Int) {
    let (rows, columns) = (matrices.shape[matrices.rank - 2], matrices.shape[matrices.rank - 1])
    let (start, size) = (matrices.address, matrices.dtype.itemSize)
    if matrices.count == 0 { return }
    parallelFor(
      count: matrices.batchShape.product * rows, grain: Swift.max(1, Grain.elements / columns)
    ) { range in
      for row in range {
        let edge = row % rows + diagonal + (isUpper ? 0 : 1)
        let bound = Swift.min(Swift.max(edge, 0), columns)
        let cleared = isUpper ? 0..<bound : bound..<columns
        let from = start + (row * columns + cleared.lowerBound) * size
        from.initializeMemory(as: UInt8.self, repeating: 0, count: cleared.count * size)
      }
    }
  }
}
