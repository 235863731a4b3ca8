import CKernels

/// Scaled dot-product attention, block by block: no more than a block of scores is in memory for each thread.
///
/// Queries `[…, L, E]`, keys `[…, S, E]` and values `[…, S, V]` of float32 or float64 and of equal leading axes, which may be stretched;
/// a mask that stretches to `[…, L, S]`. After Rabe & Staats, 2021, and Dao et al., 2022.
struct AttentionBlocks {
  let query, key, value: Tensor
  let mask: Tensor?
  let isCausal: Bool
  let scale: Double

  /// Rows and columns of a block. Where blocks begin depends on the shape alone, and so does the result.
  private static let (height, width) = (64, 256)

  private let batch: Shape
  private let queries, keys, size, valueSize: Int

  init(query: Tensor, key: Tensor, value: Tensor, mask: Tensor?, isCausal: Bool, scale: Double) {
    self.query = query.withReadableRows
    self.key = key.withReadableRows
    self.value = value.withReadableRows
    self.mask = mask
    self.isCausal = isCausal
    self.scale = scale
    batch = Shape(query.shape.dropLast(2))
    (queries, size) = (query.shape[query.rank - 2], query.shape[query.rank - 1])
    (keys, valueSize) = (key.shape[key.rank - 2], value.shape[value.rank - 1])
  }

  // MARK: Forward

  /// The output `[…, L, V]`, and of each query the logarithm of its sum of exponentials `[…, L]`, contiguous and of float64.
  ///
  /// Axes of the output follow one another in memory as the query's do: where heads are views of one projection, that of
  /// the output is its transpose as it lies.
  func forward() -> (output: Tensor, logSums: Tensor) {
    let output = Tensor.uninitialized(Shape(batch + [queries, valueSize]), axesAs: query)
    let logSums = Tensor(uninitialized: Shape(batch + [queries]), dtype: .float64)
    forward(into: output, logSums: logSums)
    return (output, logSums)
  }

  private func forward(into output: Tensor, logSums: Tensor) {
    if query.dtype == .float64 {
      forward(Double.self, output, logSums)
    } else {
      forward(Float.self, output, logSums)
    }
  }

  private func forward<T: BlockElement>(_ type: T.Type, _ output: Tensor, _ logSums: Tensor) {
    let pieces = (queries + Self.height - 1) / Self.height
    let work = queries * keys * (size + valueSize) * batch.product
    let isSmall = work < 1 << 17
    let run = { (index: Int) in
      let (item, piece) = (index / pieces, index % pieces)
      forwardBlock(
        type, item, rows(piece), output, logSums,
        Operands(self, item, type))
    }
    if isSmall {
      for index in 0..<batch.product * pieces { run(index) }
    } else {
      ThreadPool.shared.runPieces(batch.product * pieces, run)
    }
  }

  private func rows(_ piece: Int) -> Range<Int> {
    piece * Self.height..<Swift.min((piece + 1) * Self.height, queries)
  }

  private func columns(_ piece: Int) -> Range<Int> {
    piece * Self.width..<Swift.min((piece + 1) * Self.width, keys)
  }

  /// The number of pieces of keys that queries before `end` look at.
  private func piecesOfKeys(before end: Int) -> Int {
    let seen = isCausal ? Swift.min(end, keys) : keys
    return (seen + Self.width - 1) / Self.width
  }

  private func forwardBlock<T: BlockElement>(
    _ type: T.Type, _ item: Int, _ rows: Range<Int>, _ output: Tensor, _ logSums: Tensor,
    _ operands: Operands<T>
  ) {
    let count = rows.count
    let start = item * queries + rows.lowerBound
    let outStep = output.rowStep
    let out = output.pointer(to: type) + offset(of: item, in: output) + rows.lowerBound * outStep
    // Numbers of this kind need not be initialized before C writes them.
    let capacity = count * (Swift.min(Self.width, keys) + 3)
    withUnsafeTemporaryAllocation(of: type, capacity: capacity) { buffer in
      let maxima = buffer.baseAddress!
      let (sums, corrections, scores) = (
        maxima + count, maxima + 2 * count, maxima + 3 * count
      )
      for row in 0..<count { (maxima[row], sums[row]) = (-.infinity, 0) }
      for piece in 0..<piecesOfKeys(before: rows.upperBound) {
        let columns = columns(piece)
        operands.scores(self, rows, columns, into: scores)
        T.softmaxBlock(
          scores, maxima, sums, corrections, count, columns.count,
          operands.mask(self, rows, columns))
        if piece > 0 { T.scale(out, outStep, corrections, count, valueSize) }
        T.multiply(
          scores, false, columns.count, operands.value + columns.lowerBound * operands.valueStep,
          false, operands.valueStep, out, outStep, count, valueSize, columns.count, 1,
          piece > 0 ? 1 : 0)
      }
      // Without any key nothing was written, and zeros are.
      T.finish(
        out, outStep, logSums.pointer(to: Double.self) + start, maxima, sums, count, valueSize)
    }
  }

  // MARK: Backward

  /// The gradients of query, key and value, from the output's and what ``forward()`` made. Their axes lie in memory as those
  /// of what they are gradients of.
  func backward(
    _ gradient: Tensor, output: Tensor, logSums: Tensor
  ) -> (query: Tensor, key: Tensor, value: Tensor) {
    func zeros(like x: Tensor) -> Tensor {
      let result = Tensor.uninitialized(x.shape, axesAs: x)
      Copy.fill(result, with: Tensor(scalar: 0, dtype: x.dtype))
      return result
    }
    let gradients = Gradients(
      gradient: gradient.withReadableRows, output: output, logSums: logSums,
      query: zeros(like: query), key: zeros(like: key), value: zeros(like: value))
    if query.dtype == .float64 {
      backward(Double.self, gradients)
    } else {
      backward(Float.self, gradients)
    }
    return (gradients.query, gradients.key, gradients.value)
  }

  /// The gradient of the output, what ``forward()`` made, and where the gradients of the operands are added up.
  private struct Gradients {
    let gradient, output, logSums, query, key, value: Tensor
  }

  private func backward<T: BlockElement>(_ type: T.Type, _ gradients: Gradients) {
    let items = batch.product
    let (heights, widths) = (
      (queries + Self.height - 1) / Self.height, (keys + Self.width - 1) / Self.width
    )
    if items >= 8 || heights * widths == 1 {
      ThreadPool.shared.runPieces(items) { item in
        let operands = Operands(self, item, type)
        for column in 0..<widths {
          for row in 0..<heights {
            backwardBlock(
              type, item, rows(row), columns(column), gradients, operands, wantsQuery: true,
              wantsKey: true)
          }
        }
      }
      return
    }
    // Few items: blocks of queries by themselves, then blocks of keys, each of which nobody else writes to.
    ThreadPool.shared.runPieces(items * heights) { index in
      let (item, row) = (index / heights, index % heights)
      let operands = Operands(self, item, type)
      for column in 0..<widths {
        backwardBlock(
          type, item, rows(row), columns(column), gradients, operands, wantsQuery: true,
          wantsKey: false)
      }
    }
    ThreadPool.shared.runPieces(items * widths) { index in
      let (item, column) = (index / widths, index % widths)
      let operands = Operands(self, item, type)
      for row in 0..<heights {
        backwardBlock(
          type, item, rows(row), columns(column), gradients, operands, wantsQuery: false,
          wantsKey: true)
      }
    }
  }

  private func backwardBlock<T: BlockElement>(
    _ type: T.Type, _ item: Int, _ rows: Range<Int>, _ columns: Range<Int>, _ gradients: Gradients,
    _ operands: Operands<T>, wantsQuery: Bool, wantsKey: Bool
  ) {
    // All of the block lies behind the diagonal.
    if isCausal && columns.lowerBound >= rows.upperBound { return }
    let (m, n) = (rows.count, columns.count)
    /// Where a row of an item begins.
    func row(_ index: Int, of x: Tensor) -> UnsafeMutablePointer<T> {
      x.pointer(to: type) + offset(of: item, in: x) + index * x.rowStep
    }
    let gradient = row(rows.lowerBound, of: gradients.gradient)
    let gradientStep = gradients.gradient.rowStep
    withUnsafeTemporaryAllocation(of: type, capacity: 2 * m * n + m) { buffer in
      let probabilities = buffer.baseAddress!
      let (slopes, products) = (probabilities + m * n, probabilities + 2 * m * n)
      operands.scores(self, rows, columns, into: probabilities)
      T.probabilities(
        probabilities,
        gradients.logSums.pointer(to: Double.self) + item * queries + rows.lowerBound, m, n,
        operands.mask(self, rows, columns))
      T.multiply(
        gradient, false, gradientStep, operands.value + columns.lowerBound * operands.valueStep,
        true, operands.valueStep, slopes, n, m, n, valueSize, 1, 0)
      if n == keys {
        T.backward(slopes, wholeRows: probabilities, m, n)
      } else {
        T.products(
          products, gradient, gradientStep, row(rows.lowerBound, of: gradients.output),
          gradients.output.rowStep, m, valueSize)
        T.backward(slopes, probabilities, products, m, n)
      }
      if wantsQuery {
        T.multiply(
          slopes, false, n, operands.key + columns.lowerBound * operands.keyStep, false,
          operands.keyStep, row(rows.lowerBound, of: gradients.query), gradients.query.rowStep, m,
          size, n, scale, 1)
      }
      if wantsKey {
        T.multiply(
          probabilities, true, n, gradient, false, gradientStep,
          row(columns.lowerBound, of: gradients.value), gradients.value.rowStep, n, valueSize, m, 1,
          1)
        T.multiply(
          slopes, true, n, operands.query + rows.lowerBound * operands.queryStep, false,
          operands.queryStep, row(columns.lowerBound, of: gradients.key), gradients.key.rowStep, n,
          size, m, scale, 1)
      }
    }
  }

  // MARK: Operands

  /// Where one item of the batch lies.
  private struct Operands<T: BlockElement> {
    let query, key, value: UnsafeMutablePointer<T>
    let queryStep, keyStep, valueStep: Int
    private let maskOffset: Int

    init(_ blocks: AttentionBlocks, _ item: Int, _ type: T.Type) {
      func first(_ x: Tensor) -> UnsafeMutablePointer<T> {
        x.pointer(to: type) + blocks.offset(of: item, in: x)
      }
      (query, key, value) = (first(blocks.query), first(blocks.key), first(blocks.value))
      queryStep = blocks.query.rowStep
      keyStep = blocks.key.rowStep
      valueStep = blocks.value.rowStep
      maskOffset = blocks.mask.map { blocks.offset(of: item, in: $0) } ?? 0
    }

    /// Scaled products of some queries with some keys.
    func scores(
      _ blocks: AttentionBlocks, _ rows: Range<Int>, _ columns: Range<Int>,
      into scores: UnsafeMutablePointer<T>
    ) {
      T.multiply(
        query + rows.lowerBound * queryStep, false, queryStep,
        key + columns.lowerBound * keyStep, true, keyStep, scores, columns.count, rows.count,
        columns.count, blocks.size, blocks.scale, 0)
    }

    func mask(
      _ blocks: AttentionBlocks, _ rows: Range<Int>, _ columns: Range<Int>
    ) -> tk_attention_mask {
      var result = tk_attention_mask(
        kept: nil, added: nil, row_step: 0, column_step: 0, is_causal: blocks.isCausal,
        diagonal: rows.lowerBound - columns.lowerBound)
      guard let mask = blocks.mask else { return result }
      result.row_step = mask.strides[mask.rank - 2]
      result.column_step = mask.strides[mask.rank - 1]
      let start =
        maskOffset + rows.lowerBound * result.row_step + columns.lowerBound * result.column_step
      let place = mask.address + start * mask.dtype.itemSize
      if mask.dtype == .bool {
        result.kept = UnsafePointer(place.assumingMemoryBound(to: UInt8.self))
      } else {
        result.added = UnsafeRawPointer(place)
      }
      return result
    }
  }

  /// Where an item of the batch begins, in elements.
  private func offset(of item: Int, in x: Tensor) -> Int {
    var (rest, offset) = (item, 0)
    for axis in (0..<batch.count).reversed() {
      offset += rest % batch[axis] * x.strides[axis]
      rest /= batch[axis]
    }
    return offset
  }
}

extension Tensor {
  /// A tensor without gaps whose elements are not yet set: its axes but the last, which comes last, follow one another in memory as those
  /// of another tensor do.
  fileprivate static func uninitialized(_ shape: Shape, axesAs other: Tensor) -> Tensor {
    let order = (0..<shape.count - 1).sorted {
      (other.strides[$0], $1) > (other.strides[$1], $0)
    }
    if order.elementsEqual(0..<shape.count - 1) {
      return Tensor(uninitialized: shape, dtype: other.dtype)
    }
    var strides = shape.contiguousStrides
    var step = shape[shape.count - 1]
    for axis in order.reversed() {
      strides[axis] = step
      step *= shape[axis]
    }
    let memory = Tensor(uninitialized: shape, dtype: other.dtype)
    return Tensor(viewOf: memory, shape: shape, strides: strides, offset: 0, keepsBase: false)
  }

  fileprivate var rowStep: Int {
    // A single row may claim any stride.
    shape[rank - 2] == 1 ? Swift.max(shape[rank - 1], 1) : Swift.max(strides[rank - 2], 1)
  }

  /// This tensor, or a copy where its rows cannot be given to OpenBLAS as they lie.
  fileprivate var withReadableRows: Tensor {
    let columns = shape[rank - 1]
    let isReadable =
      (strides[rank - 1] == 1 || columns == 1)
      && (strides[rank - 2] >= columns || shape[rank - 2] == 1)
    return isReadable ? self : noGrad { clone() }
  }

  fileprivate func pointer<T>(to type: T.Type) -> UnsafeMutablePointer<T> {
    address.assumingMemoryBound(to: type)
  }
}
