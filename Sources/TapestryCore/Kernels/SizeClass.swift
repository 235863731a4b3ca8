import CKernels

/// A size of block: 1, 2, 3, … 8 units of 64 bytes, then four sizes for each doubling; and eight where blocks are so large that what
/// they are larger than asked for is memory that counts.
struct SizeClass {
  let index: Int

  /// Classes below this index are kept by thread: blocks of up to 512 KiB.
  static let threadCached = Int(TK_FREE_LISTS)
  static let count = threadCached + 8 * (55 - largeOctave)

  /// The first doubling with eight sizes, in units.
  private static let largeOctave = 13

  @inline(__always)
  init(index: Int) { self.index = index }

  @inline(__always)
  init(byteCount: Int) {
    let last = Swift.max(byteCount &- 1, 0) &>> 6
    if last < 8 {
      index = last
    } else {
      let octave = Int.bitWidth &- 1 &- last.leadingZeroBitCount
      index =
        octave < SizeClass.largeOctave
        ? 8 &+ (octave &- 3) &* 4 &+ ((last &>> (octave &- 2)) & 3)
        : SizeClass.threadCached &+ (octave &- SizeClass.largeOctave) &* 8
          &+ ((last &>> (octave &- 3)) & 7)
    }
  }

  /// The bytes that a block of this class offers.
  @inline(__always)
  var byteCount: Int {
    if index < 8 { return (index &+ 1) &* 64 }
    if index >= SizeClass.threadCached {
      let above = index &- SizeClass.threadCached
      let (octave, eighth) = (above / 8 &+ SizeClass.largeOctave, above % 8)
      return ((1 &<< octave) &+ ((eighth &+ 1) &<< (octave &- 3))) &* 64
    }
    let (octave, quarter) = ((index &- 8) / 4 &+ 3, (index &- 8) % 4)
    return ((1 &<< octave) &+ ((quarter &+ 1) &<< (octave &- 2))) &* 64
  }
}
