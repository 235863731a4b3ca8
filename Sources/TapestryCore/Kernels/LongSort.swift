import CKernels

/// A stable radix sort of one row that all threads share, in passes over chunks of it.
///
/// Its keys are reduced to the bits in which the row's differ, so that integers below 1000 take one pass. The order is the only
/// stable one: it depends neither on the number of threads nor on the chunks.
struct LongSort: ~Copyable {
  /// From so many elements on the threads' gain is larger than what it costs to begin a dozen jobs.
  static let leastCount = 1 << 14

  private let row: UnsafeRawPointer
  private let dtype: tk_dtype
  private let count, chunkSize: Int
  private let reduction: tk_key_reduction
  private let digits: [tk_digit]
  private let isWide: Bool
  private let unequal: tk_unequal_key

  /// - Parameter row: contiguous, of a dtype that ``Tensor/sortable`` gives.
  init(_ row: UnsafeRawPointer, _ dtype: DType, count: Int, descending: Bool = false) {
    (self.row, self.dtype, self.count) = (row, dtype.kernel, count)
    chunkSize = Swift.max(1 << 13, (count + LongSort.mostChunks - 1) / LongSort.mostChunks)
    let range = LongSort.range(row, dtype, count: count, chunkSize: chunkSize)
    let shift = range.varying == 0 ? 0 : range.varying.trailingZeroBitCount
    let highest = (range.high - range.low) >> UInt64(shift)
    let width = UInt64.bitWidth - highest.leadingZeroBitCount
    reduction = tk_key_reduction(
      flip: descending ? .max : 0, origin: descending ? ~range.high : range.low,
      shift: Int32(shift))
    isWide = width > 32 || count > Int(UInt32.max)
    unequal = tk_unequal_key(
      exists: dtype.isFloatingPoint && range.high == tk_nan_key(dtype.kernel),
      key: descending ? 0 : highest)
    let passes = (width + Int(TK_DIGIT_BITS) - 1) / Int(TK_DIGIT_BITS)
    digits = (0..<passes).map { pass in
      let (first, end) = (width * pass / passes, width * (pass + 1) / passes)
      return tk_digit(shift: Int32(first), bits: Int32(end - first))
    }
  }

  /// Writes the places of the elements in order.
  func writeOrder(to order: UnsafeMutablePointer<Int64>) {
    guard let last = digits.last else {
      parallelFor(count: count, grain: Grain.elements) { range in
        for place in range { order[place] = Int64(place) }
      }
      return
    }
    let scratch = Storage(byteCount: entryBytes * count)
    // Entries of 8 bytes fit where the order will stand, as long as the last pass does not read them there.
    let other = Storage(byteCount: isWide && digits.count > 1 ? entryBytes * count : 0)
    let elsewhere = isWide ? other.address : UnsafeMutableRawPointer(order)
    let isOdd = digits.count % 2 == 1
    let sorted = moved(
      by: digits.dropLast(), from: isOdd ? scratch.address : elsewhere,
      to: isOdd ? elsewhere : scratch.address)
    forEachPile(of: last, of: sorted, isFilled: digits.count > 1) { chunk, starts in
      tk_move_places(
        isWide, order, starts, sorted + chunk.lowerBound * entryBytes, chunk.count, last)
    }
  }

  /// Which elements are equal: neighbours, where not all are brought together first.
  ///
  /// - Returns: of each group the place of its first element, and where in the order that stands, the last followed by the number of
  ///   elements; of each element the number of its group. All int64.
  func groups(isSorted: Bool, wantsStarts: Bool, wantsNumbers: Bool)
    -> (first: Tensor, starts: Tensor?, numbers: Tensor?)
  {
    let passes = isSorted ? digits[...] : []
    let one = Storage(byteCount: entryBytes * count)
    let other = Storage(byteCount: passes.isEmpty ? 0 : entryBytes * count)
    let entries = moved(by: passes, from: one.address, to: other.address)
    if passes.isEmpty { forEachChunk { _, chunk in fill(entries, chunk) } }
    var before = [Int](repeating: 0, count: chunkCount + 1)
    before.withUnsafeMutableBufferPointer { found in
      let found = found.baseAddress!
      forEachChunk { index, chunk in
        found[index + 1] = tk_count_groups(
          isWide, entries, chunk.lowerBound, chunk.upperBound, unequal)
      }
    }
    for index in 0..<chunkCount { before[index + 1] += before[index] }
    let total = before[chunkCount]
    let first = Tensor(uninitialized: [total], dtype: .int64)
    let starts = wantsStarts ? Tensor(uninitialized: [total + 1], dtype: .int64) : nil
    let numbers = wantsNumbers ? Tensor(uninitialized: [count], dtype: .int64) : nil
    let groups = tk_groups(
      first: first.integers, starts: starts?.integers, numbers: numbers?.integers)
    forEachChunk { index, chunk in
      tk_write_groups(
        isWide, groups, before[index], entries, chunk.lowerBound, chunk.upperBound, unequal)
    }
    starts?.integers[total] = Int64(count)
    return (first, starts, numbers)
  }

  // MARK: Passes

  private var entryBytes: Int { isWide ? 16 : 8 }

  private func fill(_ entries: UnsafeMutableRawPointer, _ chunk: Range<Int>) {
    tk_fill_entries(
      dtype, isWide, entries, row, chunk.lowerBound, chunk.upperBound, reduction)
  }

  /// Fills in the entries and sorts them by digits, to and fro; where they lie then. Without a digit none are filled in.
  private func moved(
    by passes: ArraySlice<tk_digit>, from: UnsafeMutableRawPointer, to: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer {
    var (from, to) = (from, to)
    for (number, digit) in passes.enumerated() {
      let (source, target) = (from, to)
      forEachPile(of: digit, of: source, isFilled: number > 0) { chunk, starts in
        tk_move_entries(
          isWide, target, starts, source + chunk.lowerBound * entryBytes, chunk.count, digit)
      }
      swap(&from, &to)
    }
    return from
  }

  /// Calls `move` with each chunk and with where the first of its entries with each value of a digit goes.
  private func forEachPile(
    of digit: tk_digit, of entries: UnsafeMutableRawPointer, isFilled: Bool,
    _ move: (_ chunk: Range<Int>, _ starts: UnsafeMutablePointer<UInt64>) -> Void
  ) {
    let values = 1 << Int(digit.bits)
    let table = Storage(byteCount: (chunkCount + 1) * values * MemoryLayout<UInt64>.size)
    let counts = table.address.assumingMemoryBound(to: UInt64.self)
    forEachChunk { index, chunk in
      if !isFilled { fill(entries, chunk) }
      tk_count_digits(
        isWide, counts + index * values, entries + chunk.lowerBound * entryBytes, chunk.count, digit
      )
    }
    LongSort.turnIntoStarts(counts, chunks: chunkCount, values: values)
    forEachChunk { index, chunk in move(chunk, counts + index * values) }
  }

  /// Turns counts, `[chunks + 1, values]` with the last row of any content, into the sum of those of smaller values, and of the same
  /// value in chunks before.
  private static func turnIntoStarts(
    _ counts: UnsafeMutablePointer<UInt64>, chunks: Int, values: Int
  ) {
    let next = counts + chunks * values
    next.update(repeating: 0, count: values)
    for chunk in 0..<chunks {
      for value in 0..<values { next[value] &+= counts[chunk * values + value] }
    }
    var start: UInt64 = 0
    for value in 0..<values { (next[value], start) = (start, start &+ next[value]) }
    for chunk in 0..<chunks {
      for value in 0..<values {
        let here = counts + (chunk * values + value)
        (here.pointee, next[value]) = (next[value], next[value] &+ here.pointee)
      }
    }
  }

  // MARK: Chunks

  private static let mostChunks = 32

  private var chunkCount: Int { (count + chunkSize - 1) / chunkSize }

  private func forEachChunk(_ body: (_ index: Int, _ chunk: Range<Int>) -> Void) {
    LongSort.forEachChunk(of: chunkSize, in: count, body)
  }

  private static func forEachChunk(
    of size: Int, in count: Int, _ body: (_ index: Int, _ chunk: Range<Int>) -> Void
  ) {
    ThreadPool.shared.run(taskCount: (count + size - 1) / size) { index in
      body(index, index * size..<Swift.min((index + 1) * size, count))
    }
  }

  private static func range(
    _ row: UnsafeRawPointer, _ dtype: DType, count: Int, chunkSize: Int
  ) -> tk_key_range {
    var ranges = [tk_key_range](repeating: tk_key_range(), count: mostChunks)
    ranges.withUnsafeMutableBufferPointer { ranges in
      let ranges = ranges.baseAddress!
      forEachChunk(of: chunkSize, in: count) { index, chunk in
        ranges[index] = tk_survey_keys(
          dtype.kernel, row + chunk.lowerBound * dtype.itemSize, chunk.count)
      }
    }
    return ranges[..<((count + chunkSize - 1) / chunkSize)].reduce(ranges[0]) {
      tk_key_range(
        low: Swift.min($0.low, $1.low), high: Swift.max($0.high, $1.high),
        // What differs between chunks differs between their first keys, or the smallest.
        varying: $0.varying | $1.varying | ($0.low ^ $1.low))
    }
  }
}
