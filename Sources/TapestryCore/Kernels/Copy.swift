import CKernels

/// Copies between tensors of any strides and dtypes.
enum Copy {
  /// Writes the elements of `source`, stretched and cast, to those of `target`.
  ///
  /// The two must not overlap in memory unless element by element.
  static func run(_ source: Tensor, into target: Tensor) {
    let kernel = tk_cast(source.dtype.kernel, target.dtype.kernel)
    let (from, to) = (source.address, target.address)
    let (fromSize, toSize) = (source.dtype.itemSize, target.dtype.itemSize)
    if source.isContiguous && target.isContiguous && source.count == target.count {
      parallelFor(count: target.count, grain: Grain.elements, alignment: 64) { piece in
        kernel(
          to + piece.lowerBound * toSize, 1, from + piece.lowerBound * fromSize, 1, piece.count)
      }
      return
    }
    let loop = StridedLoop(
      shape: target.shape, target.strides, source.stretchedStrides(to: target.shape))
    if source.dtype == target.dtype, transpose(loop, from: from, to: to, itemSize: toSize) {
      return
    }
    if source.dtype == target.dtype, loop.rowStride(0) == 1, loop.rowStride(1) == 1 {
      return copyRows(source, into: target, otherwise: loop)
    }
    loop.run(kernel, from: from, itemSize: fromSize, to: to, itemSize: toSize)
  }

  /// Copies rows that lie in memory as they are to be, in the order of the source: what is read out of order is waited for,
  /// what is written is not.
  private static func copyRows(_ source: Tensor, into target: Tensor, otherwise other: StridedLoop)
  {
    let (from, to, size) = (source.address, target.address, target.dtype.itemSize)
    let inOrder = StridedLoop(
      shape: target.shape, ledBy: 1, target.strides, source.stretchedStrides(to: target.shape))
    // A source that is stretched has steps of nothing, smaller than those within a row.
    let loop = inOrder.rowStride(0) == 1 && inOrder.rowStride(1) == 1 ? inOrder : other
    let (toStep, fromStep) = (loop.step(0) * size, loop.step(1) * size)
    loop.forEachRun { offsets, rows, count in
      tk_copy_rows(
        to + offsets[0] * size, toStep, from + offsets[1] * size, fromStep, rows, count * size)
    }
  }

  /// Copies a transposed source block by block. False where the loop is not of that kind.
  private static func transpose(
    _ loop: StridedLoop, from: UnsafeMutableRawPointer, to: UnsafeMutableRawPointer, itemSize: Int
  ) -> Bool {
    let last = loop.shape.count - 1
    guard last >= 1, last <= 2, loop.rowStride(0) == 1, loop.rowStride(1) > 1,
      let unit = loop.strides[1].firstIndex(of: 1), loop.shape[unit] > 1
    else { return false }
    let (rows, columns) = (loop.shape[last], loop.shape[unit])
    let (targetStride, sourceStride) = (loop.strides[0][unit], loop.strides[1][last])
    let other = (0..<last).first { $0 != unit }
    let repeats = other.map { loop.shape[$0] } ?? 1
    let (targetStep, sourceStep) = (
      other.map { loop.strides[0][$0] } ?? 0, other.map { loop.strides[1][$0] } ?? 0
    )
    // Pieces of a multiple of 64 columns, each a strip of the target's rows.
    let width = Swift.max(64, Grain.elements / Swift.max(rows, 1) / 64 * 64)
    let strips = (columns + width - 1) / width
    let strip = Swift.min(width, columns) * Swift.max(rows, 1)
    parallelFor(count: repeats * strips, grain: Swift.max(1, Grain.elements / strip)) { range in
      for piece in range {
        let (index, first) = (piece / strips, piece % strips * width)
        tk_transpose(
          itemSize, to + (index * targetStep + first * targetStride) * itemSize, targetStride,
          from + (index * sourceStep + first) * itemSize, sourceStride, rows,
          Swift.min(width, columns - first))
      }
    }
    return true
  }

  /// Sets every element to one value, given as a scalar tensor of the same dtype.
  static func fill(_ target: Tensor, with value: Tensor) {
    let loop = StridedLoop(shape: target.shape, target.strides)
    let (to, from, size) = (target.address, value.address, target.dtype.itemSize)
    let stride = loop.rowStride(0)
    loop.forEachRow { offsets, count in
      tk_fill(size, to + offsets[0] * size, stride, from, count)
    }
  }
}
