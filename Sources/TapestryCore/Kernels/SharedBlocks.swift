/// A block that nothing refers to, on its way between threads.
struct FreeBlock: @unchecked Sendable {
  // Sendable: the block is free, so whoever holds this value is its only owner.
  let address: UnsafeMutableRawPointer
}

/// Free blocks that no thread holds, by size class.
///
/// Blocks of one size are of no use to a request for another. So that a program whose sizes change does not keep those of all its
/// times, what was not used for longest goes back to the system before more than the most that was ever in use at once is
/// taken from it. Where that turns out to have been too little, because a loop needs its sizes at different moments, the bound
/// rises by what had to be taken again: after a few rounds a loop finds all its blocks here.
struct SharedBlocks {
  struct Kept: @unchecked Sendable {
    // Sendable: as FreeBlock.
    let address: UnsafeMutableRawPointer
    let sizeClass: SizeClass
    /// When it came, counted in blocks that came.
    let time: Int
  }

  private var lists: [[Kept]] = Array(repeating: [], count: SizeClass.count)
  private(set) var byteCount = 0
  private var time = 0
  private var mostInUse = 0
  private var allowance = 0
  /// How many blocks of each size class went back to the system and have not been asked for since.
  private var returned = Array(repeating: 0, count: SizeClass.count)

  /// Free memory beyond this goes back to the system at once.
  private static let limit = 1 << 30

  /// Smaller blocks are kept as they are: to look for them costs more than they take.
  private static let leastReturned = 1 << 20

  var all: [Kept] { lists.flatMap(\.self) }

  mutating func keep(_ block: FreeBlock, _ sizeClass: SizeClass) -> Bool {
    if byteCount + sizeClass.byteCount > SharedBlocks.limit { return false }
    time += 1
    lists[sizeClass.index].append(
      Kept(address: block.address, sizeClass: sizeClass, time: time))
    byteCount += sizeClass.byteCount
    return true
  }

  /// A block of a size, or nil and those that are to go back to the system before it is asked for one.
  ///
  /// - Parameter reserved: the bytes that were obtained from the system, those kept here included.
  mutating func take(
    _ sizeClass: SizeClass, reserved: Int
  ) -> (block: FreeBlock?, surplus: [Kept]) {
    let inUse = reserved - byteCount + sizeClass.byteCount
    mostInUse = Swift.max(mostInUse, inUse)
    if let block = lists[sizeClass.index].popLast() {
      byteCount -= sizeClass.byteCount
      return (FreeBlock(address: block.address), [])
    }
    if sizeClass.byteCount < SharedBlocks.leastReturned { return (nil, []) }
    if returned[sizeClass.index] > 0 {
      returned[sizeClass.index] -= 1
      allowance += sizeClass.byteCount
    }
    return (nil, surplus(beyond: mostInUse + allowance - inUse))
  }

  /// Takes out the blocks that came first until no more than `limit` bytes are left, or only small ones.
  private mutating func surplus(beyond limit: Int) -> [Kept] {
    var surplus: [Kept] = []
    while byteCount > limit, let oldest = oldest {
      let block = lists[oldest].removeFirst()
      byteCount -= block.sizeClass.byteCount
      returned[oldest] += 1
      surplus.append(block)
    }
    return surplus
  }

  /// The size class of the large block that came first.
  private var oldest: Int? {
    let large = SizeClass(byteCount: SharedBlocks.leastReturned).index..<SizeClass.count
    return large.filter { !lists[$0].isEmpty }.min { lists[$0][0].time < lists[$1][0].time }
  }
}
