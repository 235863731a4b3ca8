import CKernels

/// Whole numbers in random order.
///
/// Many are first dealt to parts, each number to one part as likely as to another; then each part, which fits a near cache, is
/// shuffled by itself (Rao, 1961; Sandelius, 1962): all orders of the whole are as likely as if it had been shuffled at once.
enum Permutation {
  /// Writes the numbers below `output.count` in random order to the contiguous int64 `output`. What comes out depends on the generator's
  /// stream alone.
  static func write(into output: Tensor, _ generator: Generator) {
    let count = output.count
    if count == 0 { return }
    let scratch = Tensor(uninitialized: [2 * count], dtype: .int32)
    defer { extendLifetime(scratch) }
    let left = scratch.address.assumingMemoryBound(to: UInt32.self)
    let parts = count > partSize ? dealt(count, generator, to: left) : [0..<count]
    let words = left + count
    let (start, seed) = (generator.reserve(count), generator.seed)
    parallelFor(count: count, grain: Grain.elements / 4, alignment: 64) { range in
      tk_philox_u32(words + range.lowerBound, range.count, seed, start + UInt64(range.lowerBound))
      if parts.count == 1 {
        for number in range { left[number] = UInt32(truncatingIfNeeded: number) }
      }
    }
    ThreadPool.shared.runPieces(parts.count) { index in
      let (first, size) = (parts[index].lowerBound, parts[index].count)
      tk_shuffle(output.integers + first, left + first, words + first, size)
    }
  }

  /// Numbers that are shuffled at once: they stay in the second cache.
  private static let partSize = 1 << 17

  /// Writes the numbers below `count` part after part; gives where each part lies.
  private static func dealt(
    _ count: Int, _ generator: Generator, to numbers: UnsafeMutablePointer<UInt32>
  ) -> [Range<Int>] {
    var partCount = 2
    while partCount < Int(TK_MOST_PARTS) && count > partCount * partSize { partCount *= 2 }
    // A byte for each number, and as many pieces as keep the threads busy.
    let words = (count + 3) / 4
    let choices = Tensor(uninitialized: [words], dtype: .int32)
    defer { extendLifetime(choices) }
    let (start, seed) = (generator.reserve(words), generator.seed)
    let bytes = choices.address.assumingMemoryBound(to: UInt8.self)
    let pieceSize = Swift.max(1 << 14, (count / 256 + 63) / 64 * 64)
    let pieceCount = (count + pieceSize - 1) / pieceSize
    var places = [Int](repeating: 0, count: pieceCount * partCount)
    return places.withUnsafeMutableBufferPointer { places in
      let places = places.baseAddress!
      func inPieces(_ body: (_ places: UnsafeMutablePointer<Int>, _ piece: Range<Int>) -> Void) {
        ThreadPool.shared.runPieces(pieceCount) { index in
          let first = index * pieceSize
          body(places + index * partCount, first..<Swift.min(first + pieceSize, count))
        }
      }
      inPieces { counts, piece in
        let first = piece.lowerBound / 4
        tk_philox_u32(
          choices.address.assumingMemoryBound(to: UInt32.self) + first, (piece.count + 3) / 4,
          seed, start + UInt64(first))
        tk_count_choices(counts, bytes + piece.lowerBound, piece.count, partCount)
      }
      let parts = starts(places, pieceCount, partCount)
      inPieces { places, piece in
        tk_split_by_choice(
          numbers, places, bytes + piece.lowerBound, UInt32(piece.lowerBound), piece.count,
          partCount)
      }
      return parts
    }
  }

  /// Turns how many numbers of each piece go to each part into where the first of them goes; gives where each part lies.
  private static func starts(
    _ places: UnsafeMutablePointer<Int>, _ pieceCount: Int, _ partCount: Int
  ) -> [Range<Int>] {
    var start = 0
    return (0..<partCount).map { part in
      let first = start
      for piece in 0..<pieceCount {
        let here = places[piece * partCount + part]
        places[piece * partCount + part] = start
        start += here
      }
      return first..<start
    }
  }
}
