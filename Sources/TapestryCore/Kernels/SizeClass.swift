import CKernels

/// A size of block: 1, 2, 3, … 8 units of 64 bytes, then four sizes for each doubling.
struct SizeClass {
  let index: Int

  /// Classes below this index are kept by thread: blocks of up to 512 KiB.
  static let threadCached = Int(TK_FREE_LISTS)
  static let count = 8 + 4 * 52

  @inline(__always)
  init(index: Int) { self.index = index }

  @inline(__always)
  init(byteCount: Int) {
    let last = Swift.max(byteCount &- 1, 0) &>> 6
    if last < 8 {
      index = last
    } else {
      let octave = Int.bitWidth &- 1 &- last.leadingZeroBitCount
      index = 8 &+ (octave &- 3) &* 4 &+ ((last &>> (octave &- 2)) & 3)
    }
  }

  /// The bytes that a block of this class offers.
  @inline(__always)
  var byteCount: Int {
    if index < 8 { return (index &+ 1) &* 64 }
    let (octave, quarter) = ((index &- 8) / 4 &+ 3, (index &- 8) % 4)
    return ((1 &<< octave) &+ ((quarter &+ 1) &<< (octave &- 2))) &* 64
  }
}
