import CKernels

/// A stable radix sort of one row that all threads share, in passes over chunks of it.
///
/// Elements are brought into piles by the upper bits of their keys, and each pile is sorted by one thread: so they go from core to
/// core but once. Where a pile is too large for that, all are sorted by one digit after the other, from the lowest.
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
  /// How many bits reduced keys have.
  private let width: Int
  private let isWide: Bool
  private let unequal: tk_unequal_key

  /// - Parameter row: contiguous, of a dtype that ``Tensor/sortable`` gives.
  init(_ row: UnsafeRawPointer, _ dtype: DType, count: Int, descending: Bool = false) {
    (self.row, self.dtype, self.count) = (row, dtype.kernel, count)
    chunkSize = Swift.max(1 << 13, (count + LongSort.mostChunks - 1) / LongSort.mostChunks)
    let range = LongSort.range(row, dtype, count: count, chunkSize: chunkSize)
    let shift = range.varying == 0 ? 0 : range.varying.trailingZeroBitCount
    let highest = (range.high - range.low) >> UInt64(shift)
    width = UInt64.bitWidth - highest.leadingZeroBitCount
    reduction = tk_key_reduction(
      flip: descending ? .max : 0, origin: descending ? ~range.high : range.low,
      shift: Int32(shift))
    isWide = width > 32 || count > Int(UInt32.max)
    unequal = tk_unequal_key(
      exists: dtype.isFloatingPoint && range.high == tk_nan_key(dtype.kernel),
      key: descending ? 0 : highest)
  }

  /// Writes the places of the elements in order.
  func writeOrder(to order: UnsafeMutablePointer<Int64>) {
    let scratch = Storage(byteCount: entryBytes * count)
    // Entries of 8 bytes fit where the order will stand.
    let other = Storage(byteCount: isWide ? entryBytes * count : 0)
    let elsewhere = isWide ? other.address : UnsafeMutableRawPointer(order)
    _ = sorted(scratch.address, elsewhere, order: order)
  }

  /// Which elements are equal: neighbours, where not all are brought together first.
  ///
  /// - Returns: of each group the place of its first element, and where in the order that stands, the last followed by the number of
  ///   elements; of each element the number of its group. All int64.
  func groups(isSorted: Bool, wantsStarts: Bool, wantsNumbers: Bool)
    -> (first: Tensor, starts: Tensor?, numbers: Tensor?)
  {
    let one = Storage(byteCount: entryBytes * count)
    let other = Storage(byteCount: isSorted ? entryBytes * count : 0)
    if !isSorted { forEachChunk { _, chunk in fill(one.address, chunk) } }
    let entries = isSorted ? sorted(one.address, other.address, order: nil) : one.address
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

  /// So many upper bits make piles. With more, the places where these end no longer stay in the fastest cache; but with less than a
  /// whole exponent of float64, a pile has most numbers.
  private var upperBits: Int { isWide ? 11 : 10 }

  private func fill(_ entries: UnsafeMutableRawPointer, _ chunk: Range<Int>) {
    tk_fill_entries(
      dtype, isWide, entries, row, chunk.lowerBound, chunk.upperBound, reduction)
  }

  /// Fills in the entries and sorts them, in two places of which one may be that of `order`.
  ///
  /// - Parameter order: where their places are written; nil leaves the entries.
  /// - Returns: where they lie then, if there is no `order`.
  private func sorted(
    _ one: UnsafeMutableRawPointer, _ other: UnsafeMutableRawPointer,
    order: UnsafeMutablePointer<Int64>?
  ) -> UnsafeMutableRawPointer {
    let highest = Swift.min(
      width, upperBits, Int.bitWidth - (count >> 4).leadingZeroBitCount)
    let isAll = highest == width
    let digit = tk_digit(shift: Int32(width - highest), bits: Int32(highest))
    let piles = Piles(chunks: chunkCount, values: 1 << highest)
    forEachChunk { index, chunk in
      fill(one, chunk)
      countDigits(in: chunk, of: one, by: digit, piles.counts(index))
    }
    let largest = piles.turnIntoStarts()
    // More than a thread's share would keep the others waiting. The order is the same either way.
    let share = Swift.max(count / Swift.min(Threads.count, 4), chunkSize)
    if isAll {
      move(one, to: other, by: digit, piles, order: order)
    } else if largest <= share {
      move(one, to: other, by: digit, piles, order: nil)
      sort(piles, other, scratch: one, order: order)
    } else {
      return sortedByDigits(one, other, order: order)
    }
    return other
  }

  /// Sorts each pile.
  private func sort(
    _ piles: borrowing Piles, _ entries: UnsafeMutableRawPointer, scratch: UnsafeMutableRawPointer,
    order: UnsafeMutablePointer<Int64>?
  ) {
    let (ends, values, isWide, count) = (piles.ends, piles.values, isWide, count)
    func pilesUp(to position: Int) -> Int {
      var found = 0
      while found < values && ends[found] <= position { found += 1 }
      return found
    }
    let tasks = Swift.max(1, Swift.min(count >> 10, 2 * LongSort.mostChunks))
    ThreadPool.shared.run(taskCount: tasks) { task in
      let first = pilesUp(to: task * count / tasks)
      let end = pilesUp(to: (task + 1) * count / tasks)
      tk_sort_piles(isWide, order, entries, scratch, ends, first, end)
    }
  }

  /// Sorts the entries in `one` by digits, from the lowest, to and fro.
  private func sortedByDigits(
    _ one: UnsafeMutableRawPointer, _ other: UnsafeMutableRawPointer,
    order: UnsafeMutablePointer<Int64>?
  ) -> UnsafeMutableRawPointer {
    var (source, target) = (one, other)
    // Of 32 bits an odd number, so that the last pass does not read where the order is to stand.
    let passes = isWide ? (width + 9) / 10 : 3
    for pass in 0..<passes {
      let (first, end) = (width * pass / passes, width * (pass + 1) / passes)
      let digit = tk_digit(shift: Int32(first), bits: Int32(end - first))
      let piles = Piles(chunks: chunkCount, values: 1 << (end - first))
      let entries = source
      forEachChunk { index, chunk in
        countDigits(in: chunk, of: entries, by: digit, piles.counts(index))
      }
      _ = piles.turnIntoStarts()
      move(source, to: target, by: digit, piles, order: pass == passes - 1 ? order : nil)
      swap(&source, &target)
    }
    return source
  }

  private func countDigits(
    in chunk: Range<Int>, of entries: UnsafeMutableRawPointer, by digit: tk_digit,
    _ counts: UnsafeMutablePointer<UInt64>
  ) {
    tk_count_digits(isWide, counts, entries + chunk.lowerBound * entryBytes, chunk.count, digit)
  }

  /// Moves entries to piles, or their places alone to those in `order`.
  private func move(
    _ entries: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer, by digit: tk_digit,
    _ piles: borrowing Piles, order: UnsafeMutablePointer<Int64>?
  ) {
    forEachChunk { index, chunk in
      let (from, starts) = (entries + chunk.lowerBound * entryBytes, piles.counts(index))
      if let order {
        tk_move_places(isWide, order, starts, from, chunk.count, digit)
      } else {
        tk_move_entries(isWide, target, starts, from, chunk.count, digit)
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

/// For each chunk, how many of its entries have each value of a digit; then where the first of them goes.
private struct Piles: ~Copyable {
  let values: Int
  private let chunks: Int
  private let storage: Storage

  init(chunks: Int, values: Int) {
    (self.chunks, self.values) = (chunks, values)
    storage = Storage(byteCount: (chunks + 1) * values * MemoryLayout<UInt64>.size)
  }

  func counts(_ chunk: Int) -> UnsafeMutablePointer<UInt64> {
    storage.address.assumingMemoryBound(to: UInt64.self) + chunk * values
  }

  /// Where each value's entries end, once counts are starts.
  var ends: UnsafeMutablePointer<UInt64> { counts(chunks) }

  /// Turns each count into the sum of those of smaller values, and of the same value in chunks before.
  ///
  /// - Returns: how many entries have the value that most have.
  func turnIntoStarts() -> Int {
    let next = ends
    next.update(repeating: 0, count: values)
    for chunk in 0..<chunks {
      let counts = counts(chunk)
      for value in 0..<values { next[value] &+= counts[value] }
    }
    var (start, largest) = (0 as UInt64, 0 as UInt64)
    for value in 0..<values {
      largest = Swift.max(largest, next[value])
      (next[value], start) = (start, start &+ next[value])
    }
    for chunk in 0..<chunks {
      let counts = counts(chunk)
      for value in 0..<values {
        (counts[value], next[value]) = (next[value], next[value] &+ counts[value])
      }
    }
    return Int(largest)
  }
}
