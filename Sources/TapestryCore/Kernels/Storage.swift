import Synchronization

/// A share in a block of memory that tensors' elements live in.
///
/// Views of one tensor hold shares in one block. The last share to end gives the block back. The
/// count of shares lies in the block itself, which saves an object per tensor.
package struct Storage: ~Copyable {
  private let header: UnsafeMutablePointer<BlockHeader>

  /// A block of its own, with room for `byteCount` bytes of any value.
  @inline(__always)
  init(byteCount: Int) {
    let block = Allocator.allocate(byteCount: byteCount)
    header = block.bindMemory(to: BlockHeader.self, capacity: 1)
    header.initialize(to: BlockHeader(byteCount: byteCount))
  }

  @inline(__always)
  private init(sharing header: UnsafeMutablePointer<BlockHeader>) {
    header.pointee.shares.add(1, ordering: .relaxed)
    self.header = header
  }

  @inline(__always)
  deinit {
    // A lone share needs no read-modify-write: nobody else can add to it.
    if header.pointee.shares.load(ordering: .acquiring) == 1
      || header.pointee.shares.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
    {
      Allocator.free(UnsafeMutableRawPointer(header), byteCount: header.pointee.byteCount)
    }
  }

  /// Another share in the same block.
  @inline(__always)
  func shared() -> Storage { Storage(sharing: header) }

  /// Where the elements begin; 64-byte aligned.
  @inline(__always)
  var address: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(header) + Allocator.headerSize
  }

  var byteCount: Int { header.pointee.byteCount }

  /// Whether no other tensor sees this memory.
  var isUnique: Bool { header.pointee.shares.load(ordering: .acquiring) == 1 }

  func isSame(as other: borrowing Storage) -> Bool { header == other.header }

  /// How often the elements have been changed in place since the block was made.
  @inline(__always)
  package internal(set) var version: Int {
    get { header.pointee.version }
    nonmutating set { header.pointee.version = newValue }
  }
}

/// What stands in front of a block's data; at most ``Allocator/headerSize`` bytes.
private struct BlockHeader: ~Copyable {
  let shares = Atomic<Int>(1)
  let byteCount: Int
  var version = 0

  @inline(__always)
  init(byteCount: Int) { self.byteCount = byteCount }
}
