import CKernels
import COpenBLAS

/// Matrix products. Those of float32 are computed by a kernel of our own, the others by OpenBLAS on one thread; the
/// library's own pool splits a product into tiles, so that one setting sizes all threads and none fight over cores.
enum Gemm {
  /// A matrix as OpenBLAS takes it: row-major with a leading dimension, read as it lies or transposed.
  private struct Operand {
    let isTransposed: Bool
    let leading: Int

    /// How the last two axes of a tensor can be read without a copy, or nil.
    init?(rows: Int, columns: Int, rowStride: Int, columnStride: Int) {
      // A single row or column may claim any stride.
      if (columnStride == 1 || columns == 1) && (rowStride >= columns || rows == 1) {
        (isTransposed, leading) = (false, Swift.max(rows == 1 ? columns : rowStride, columns, 1))
      } else if (rowStride == 1 || rows == 1) && (columnStride >= rows || columns == 1) {
        (isTransposed, leading) = (true, Swift.max(columns == 1 ? rows : columnStride, rows, 1))
      } else {
        return nil
      }
    }

    var flag: CBLAS_TRANSPOSE { isTransposed ? CblasTrans : CblasNoTrans }

    var rowStride: Int { isTransposed ? 1 : leading }
    var columnStride: Int { isTransposed ? leading : 1 }

    /// Where the block that begins at a row and column lies, in elements.
    func offset(row: Int, column: Int) -> Int {
      isTransposed ? column * leading + row : row * leading + column
    }
  }

  /// Whether the last two axes can be given to OpenBLAS as they lie.
  static func isReadable(_ matrix: Tensor) -> Bool {
    let (rows, columns) = (matrix.shape[matrix.rank - 2], matrix.shape[matrix.rank - 1])
    return Operand(
      rows: rows, columns: columns, rowStride: matrix.strides[matrix.rank - 2],
      columnStride: matrix.strides[matrix.rank - 1]) != nil
  }

  /// What a product is added to.
  enum Start {
    case zeros
    /// What the output holds.
    case output
    /// A contiguous vector `[n]`, for each row.
    case row(Tensor)
  }

  /// Writes the product of `a` `[…, m, k]` and `b` `[…, k, n]`, added to where it starts from, to the contiguous `output`
  /// `[…, m, n]`. Leading axes stretch to those of `output`. Of float32 or float64.
  static func run(_ a: Tensor, _ b: Tensor, into output: Tensor, from start: Start = .zeros) {
    let (m, n, k) = (
      output.shape[output.rank - 2], output.shape[output.rank - 1], a.shape[a.rank - 1]
    )
    if output.count == 0 { return }
    if m == 1 && n > 1, case .zeros = start {
      // A row times a matrix is the transposed matrix times a column.
      return run(
        b.matricesTransposed, a.matricesTransposed, into: output.matricesTransposed)
    }
    let isOwn = FloatGemm.isFast && output.dtype == .float32 && n >= FloatGemm.leastColumns && k > 0
    let (start, bias) = isOwn ? (start, start.row?.floats) : (start.written(to: output), nil)
    if k == 0 {
      if case .zeros = start { Copy.fill(output, with: Tensor(scalar: 0, dtype: output.dtype)) }
      return
    }
    let isVector = n == 1 && !start.isOutput
    // The elements of a vector lie side by side, wherever they come from: results do not depend on that.
    let isSpread = isVector && k > 1 && b.strides[b.rank - 2] != 1
    let (a, b) = (readable(a), isSpread ? noGrad { b.clone() } : readable(b))
    let outerShape = Shape(output.shape.dropLast(2))
    let left = operand(a)
    let right = operand(b)
    let batches = Batches(outerShape, a, b)
    let tiling =
      isVector
      ? Tiling(vectorOf: m, k: k, isLeftTransposed: left.isTransposed)
      : Tiling(
        m: m, n: n, k: k, batches: batches.count, isLeftTransposed: left.isTransposed,
        isRightTransposed: right.isTransposed, isOwn: isOwn)
    let size = output.dtype.itemSize
    let (pa, pb, po) = (a.address, b.address, output.address)
    ThreadPool.shared.runPieces(batches.count * tiling.count) { index in
      let (batch, tile) = (index / tiling.count, index % tiling.count)
      let (offsetA, offsetB) = batches.offsets(batch)
      let (rows, columns) = tiling.block(tile)
      let product = Product(
        m: rows.count, n: columns.count, k: k, left: left, right: right, ldc: n,
        accumulates: start.isOutput)
      let ta = pa + (offsetA + left.offset(row: rows.lowerBound, column: 0)) * size
      let tb = pb + (offsetB + right.offset(row: 0, column: columns.lowerBound)) * size
      let tc = po + (batch * m * n + rows.lowerBound * n + columns.lowerBound) * size
      if isVector { return product.vector(ta, tb, tc, output.dtype) }
      switch (isOwn, output.dtype) {
      case (true, _): product.own(ta, tb, tc, bias: bias.map { $0 + columns.lowerBound })
      case (_, .float64): product.double(ta, tb, tc)
      default: product.float(ta, tb, tc)
      }
    }
  }

  private static func readable(_ matrix: Tensor) -> Tensor {
    isReadable(matrix) ? matrix : noGrad { matrix.clone() }
  }

  private static func operand(_ matrix: Tensor) -> Operand {
    Operand(
      rows: matrix.shape[matrix.rank - 2], columns: matrix.shape[matrix.rank - 1],
      rowStride: matrix.strides[matrix.rank - 2], columnStride: matrix.strides[matrix.rank - 1])!
  }

  /// The product of two blocks, whose addresses are given.
  private struct Product {
    let m, n, k: Int
    let left, right: Operand
    let ldc: Int
    let accumulates: Bool

    func own(
      _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer, _ c: UnsafeMutableRawPointer,
      bias: UnsafeMutablePointer<Float>?
    ) {
      let c = c.assumingMemoryBound(to: Float.self)
      FloatGemm.run(
        tk_gemm(
          m: m, n: n, k: k, a: a.assumingMemoryBound(to: Float.self), a_row: left.rowStride,
          a_column: left.columnStride, b: b.assumingMemoryBound(to: Float.self),
          b_row: right.rowStride, b_column: right.columnStride, c: c, c_row: ldc,
          base: accumulates ? c : bias, base_row: accumulates ? ldc : 0, scale: 1, stays: false))
    }

    /// Of one column, whose elements lie side by side.
    func vector(
      _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer, _ c: UnsafeMutableRawPointer,
      _ dtype: DType
    ) {
      if dtype == .float64 {
        let (a, b, c) = (
          a.assumingMemoryBound(to: Double.self), b.assumingMemoryBound(to: Double.self),
          c.assumingMemoryBound(to: Double.self)
        )
        left.isTransposed
          ? tk_gemv_t_f64(c, a, b, k, m, left.leading)
          : tk_gemv_f64(c, a, b, nil, m, k, left.leading)
      } else {
        let (a, b, c) = (
          a.assumingMemoryBound(to: Float.self), b.assumingMemoryBound(to: Float.self),
          c.assumingMemoryBound(to: Float.self)
        )
        left.isTransposed
          ? tk_gemv_t_f32(c, a, b, k, m, left.leading)
          : tk_gemv_f32(c, a, b, nil, m, k, left.leading)
      }
    }

    func float(
      _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer, _ c: UnsafeMutableRawPointer
    ) {
      OpenBLAS.prepared
      cblas_sgemm(
        CblasRowMajor, left.flag, right.flag, blasint(m), blasint(n), blasint(k), 1,
        a.assumingMemoryBound(to: Float.self), blasint(left.leading),
        b.assumingMemoryBound(to: Float.self),
        blasint(right.leading), accumulates ? 1 : 0, c.assumingMemoryBound(to: Float.self),
        blasint(ldc))
    }

    func double(
      _ a: UnsafeMutableRawPointer, _ b: UnsafeMutableRawPointer, _ c: UnsafeMutableRawPointer
    ) {
      OpenBLAS.prepared
      cblas_dgemm(
        CblasRowMajor, left.flag, right.flag, blasint(m), blasint(n), blasint(k), 1,
        a.assumingMemoryBound(to: Double.self), blasint(left.leading),
        b.assumingMemoryBound(to: Double.self),
        blasint(right.leading), accumulates ? 1 : 0, c.assumingMemoryBound(to: Double.self),
        blasint(ldc))
    }
  }

  /// How one product is cut into blocks of the result. Those of OpenBLAS depend on the shape alone, so that the order in
  /// which each element is summed does, too; our own kernel's order is the same in any block.
  private struct Tiling {
    let m, n: Int
    let rows, columns: Int
    let across: Int
    /// Whether the blocks are counted down the columns, so that a thread's share is a band of columns.
    let runsDown: Bool

    init(
      m: Int, n: Int, k: Int, batches: Int, isLeftTransposed: Bool, isRightTransposed: Bool,
      isOwn: Bool
    ) {
      (self.m, self.n) = (m, n)
      let work = m * n * k
      let isUnpacked = !isRightTransposed && k <= Tiling.unpackedWork / (64 * 64)
      if batches >= 16 || work < 2 * (isOwn ? Tiling.leastOwnWork : Tiling.leastWork) {
        (rows, columns) = (Swift.max(m, 1), Swift.max(n, 1))
      } else if isOwn {
        // A left operand that lies across its rows is copied for each block beside another: fewer blocks. So lies that of
        // weights' gradients, whose bands of rows are what each thread goes on to update of the weights.
        let most = isLeftTransposed ? 2 : 4
        let wanted = Swift.max(
          Threads.count, Swift.min(most * Threads.count, work / Tiling.evenWork))
        (rows, columns) = Tiling.block(
          m: m, n: n, blocks: Swift.min(wanted, work / Tiling.leastOwnWork),
          down: isLeftTransposed && m >= 4 * Tiling.height ? 2 : 1)
      } else if isUnpacked {
        (rows, columns) = (Swift.min(m, 64), Swift.min(n, 64))
      } else {
        (rows, columns) = Tiling.blockOfOpenBLAS(m: m, n: n, blocks: work / Tiling.leastWork)
      }
      across = (n + columns - 1) / columns
      // The columns are a layer's units: a thread reads the weights that it has updated, rather than those of the others.
      runsDown = isOwn && isRightTransposed && n >= m
    }

    /// Of a product with a vector, bound by reading the matrix.
    init(vectorOf m: Int, k: Int, isLeftTransposed: Bool) {
      (self.m, n) = (m, 1)
      // Of a transposed matrix so many neighbours are read at a time: longer stretches are foreseen by the processor.
      let least = isLeftTransposed ? 256 : 16
      (rows, columns, across, runsDown) = (Swift.max(Tiling.vectorGrain / k, least), 1, 1, false)
    }

    /// Elements of a matrix whose product with a vector is worth a thread.
    private static let vectorGrain = 1 << 16

    /// Multiply-adds of our own kernel that are worth a thread: some 15 µs.
    private static let leastOwnWork = 500_000

    /// Multiply-adds of our own kernel for which there are up to four blocks a thread, to even out what else cores do.
    private static let evenWork = 1_500_000

    /// Rows that tiles of all widths of vectors divide.
    private static let height = 24

    /// As few blocks as there are to be, or up to twice as many; each tall and wide enough that copying operands counts
    /// for little.
    private static func block(
      m: Int, n: Int, blocks: Int, down: Int
    ) -> (rows: Int, columns: Int) {
      var (down, across) = (down, 1)
      while down * across < blocks {
        if m / down > n / across { down *= 2 } else { across *= 2 }
      }
      return (rounded(m, down, to: height), rounded(n, across))
    }

    /// Up to this many multiply-adds OpenBLAS's kernels for small matrices read operands where they lie; above, and always
    /// for a transposed right operand, copying them into its own order pays.
    private static let unpackedWork = 1_000_000

    /// Multiply-adds that are worth a thread of their own, packing included.
    private static let leastWork = 6_000_000

    /// Halves the longer side until there are enough blocks: more than 16 only where they stay large.
    private static func blockOfOpenBLAS(
      m: Int, n: Int, blocks: Int
    ) -> (rows: Int, columns: Int) {
      var (down, across) = (1, 1)
      while down * across * 2 <= blocks {
        let (height, width) = (m / down, n / across)
        let longer = Swift.max(height, width)
        if longer < 1024 && down * across >= 16 || longer < 64 { break }
        if height >= width { down *= 2 } else { across *= 2 }
      }
      return (rounded(m, down), rounded(n, across))
    }

    /// A size that divides `total` into about `pieces`, kept to whole blocks of the inner kernels.
    private static func rounded(_ total: Int, _ pieces: Int, to unit: Int = 16) -> Int {
      if pieces == 1 { return Swift.max(total, 1) }
      let size = (total + pieces - 1) / pieces
      return (size + unit - 1) / unit * unit
    }

    var count: Int { (m + rows - 1) / rows * across }

    func block(_ index: Int) -> (rows: Range<Int>, columns: Range<Int>) {
      let down = (m + rows - 1) / rows
      let (row, column) =
        runsDown ? (index % down, index / down) : (index / across, index % across)
      let (i, j) = (row * rows, column * columns)
      return (i..<Swift.min(i + rows, m), j..<Swift.min(j + columns, n))
    }
  }

  /// The matrices of two operands that belong together under broadcasting.
  private struct Batches {
    let shape: Shape
    let left, right: Strides

    init(_ shape: Shape, _ a: Tensor, _ b: Tensor) {
      self.shape = shape
      var left = Strides()
      var right = Strides()
      let la = a.stretchedOuterStrides(to: shape)
      let lb = b.stretchedOuterStrides(to: shape)
      for axis in 0..<shape.count {
        left.append(la[axis])
        right.append(lb[axis])
      }
      (self.left, self.right) = (left, right)
    }

    var count: Int { shape.product }

    func offsets(_ batch: Int) -> (Int, Int) {
      var (rest, a, b) = (batch, 0, 0)
      for axis in (0..<shape.count).reversed() {
        let position = rest % shape[axis]
        rest /= shape[axis]
        a += position * left[axis]
        b += position * right[axis]
      }
      return (a, b)
    }
  }
}

extension Gemm.Start {
  fileprivate var row: Tensor? { if case .row(let row) = self { row } else { nil } }

  fileprivate var isOutput: Bool { if case .output = self { true } else { false } }

  /// The same with a row's elements written to each row of the output.
  fileprivate func written(to output: Tensor) -> Gemm.Start {
    guard let row else { return self }
    Copy.run(noGrad { row.expanded(to: output.shape) }, into: output)
    return .output
  }
}

/// OpenBLAS's own threads are not used: the library's pool would compete with them for the cores.
enum OpenBLAS {
  /// To be read before OpenBLAS is called. Its threads are ended, too: from the moment it is loaded, each of them would spin for a
  /// tenth of a second on a core that the pool's threads want.
  static let prepared: Void = {
    _ = tk_openblas_choose_kernels()
    openblas_set_num_threads(1)
    tk_openblas_end_threads()
  }()
}

extension Tensor {
  /// The strides of all but the last two axes in a larger batch shape, 0 where stretched.
  fileprivate func stretchedOuterStrides(to target: Shape) -> Strides {
    var result = Strides(repeating: 0, count: target.count)
    let shift = target.count - (rank - 2)
    for axis in 0..<(rank - 2) where shape[axis] != 1 {
      result[axis + shift] = strides[axis]
    }
    return result
  }
}

extension ThreadPool {
  /// As ``run(taskCount:_:)`` for any number of pieces of work.
  func runPieces(_ count: Int, _ body: (Int) -> Void) {
    if count == 1 {
      body(0)
      return
    }
    parallelFor(count: count, grain: 1) { range in
      for index in range { body(index) }
    }
  }
}
