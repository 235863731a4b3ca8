import CKernels

/// How often numbers come, by all threads.
enum Counting {
  /// Adds to the elements of contiguous int64 `counts` how often those of contiguous int64 `places` name them.
  static func add(_ places: Tensor, to counts: Tensor) {
    let from = places.integers
    addPieces(of: places.count, to: counts) { counts, size, piece in
      tk_count_places(counts, size, from + piece.lowerBound, piece.count)
    }
  }

  /// How many of the numbers lie in each of `bins` bins of one width from `low` to `high`, which belongs to the last: int64.
  ///
  /// - Parameter numbers: contiguous, float32 or float64.
  static func inBins(_ numbers: Tensor, _ bins: Int, from low: Double, to high: Double) -> Tensor {
    // The last element counts those that lie in none.
    let counts = Tensor.zeros([bins + 1], dtype: .int64)
    let bins = tk_bins(low: low, high: high, width: high - low, bins: bins)
    let (from, dtype, itemSize) = (numbers.address, numbers.dtype.kernel, numbers.dtype.itemSize)
    addPieces(of: numbers.count, to: counts) { counts, _, piece in
      tk_count_bins(dtype, counts, bins, from + piece.lowerBound * itemSize, piece.count)
    }
    return counts.narrowed(axis: 0, start: 0, length: bins.bins)
  }

  /// Calls `add` with pieces of `0..<count`, and adds up what it added for each.
  private static func addPieces(
    of count: Int, to counts: Tensor,
    _ add: (_ counts: UnsafeMutablePointer<Int64>, _ size: Int, _ piece: Range<Int>) -> Void
  ) {
    let (to, size) = (counts.integers, counts.count)
    // Counts of its own cost a piece about as much as a few numbers each.
    let pieces = Swift.min(16, count / Swift.max(Grain.elements, 4 * size))
    if pieces < 2 { return add(to, size, 0..<count) }
    let storage = Storage(byteCount: pieces * size * MemoryLayout<Int64>.size)
    let tables = storage.address.assumingMemoryBound(to: Int64.self)
    ThreadPool.shared.run(taskCount: pieces) { piece in
      let table = tables + piece * size
      table.update(repeating: 0, count: size)
      add(table, size, piece * count / pieces..<(piece + 1) * count / pieces)
    }
    for piece in 0..<pieces {
      for place in 0..<size { to[place] &+= tables[piece * size + place] }
    }
  }
}
