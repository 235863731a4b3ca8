import CKernels
import Glibc
import Synchronization

/// Hands out 64-byte aligned blocks and keeps the ones given back, so that a training step finds
/// the memory of the step before instead of asking the system.
///
/// A request is rounded up to its size class: a multiple of 64 bytes, at most a quarter larger, or an eighth where it is large.
/// Blocks up to ``SizeClass/threadCached`` go through a list of the calling thread, without a lock;
/// larger ones, and what overflows a thread's list, through lists that all threads share.
enum Allocator {
  /// The bytes in front of the data that hold a block's ``BlockHeader``; a cache line, so that the data stay aligned.
  static let headerSize = 64

  @inline(__always)
  static func allocate(byteCount: Int) -> UnsafeMutableRawPointer {
    let sizeClass = SizeClass(byteCount: byteCount)
    if sizeClass.index < SizeClass.threadCached {
      let thread = tk_thread()
      if let block = pop(thread, sizeClass.index) { return block }
    }
    return allocateSlowly(sizeClass)
  }

  @inline(__always)
  static func free(_ block: UnsafeMutableRawPointer, byteCount: Int) {
    let sizeClass = SizeClass(byteCount: byteCount)
    if sizeClass.index < SizeClass.threadCached {
      let thread = tk_thread()
      if thread.pointee.is_registered, push(thread, block, sizeClass) { return }
    }
    freeSlowly(block, sizeClass)
  }

  // A free block's first word links to the next free block of its list.

  @inline(__always)
  private static func pop(
    _ thread: UnsafeMutablePointer<tk_thread_state>, _ index: Int
  ) -> UnsafeMutableRawPointer? {
    let list = freeList(thread, index)
    guard let block = list.pointee else { return nil }
    list.pointee = block.load(as: UnsafeMutableRawPointer?.self)
    freeCount(thread, index).pointee -= 1
    return block
  }

  @inline(__always)
  private static func push(
    _ thread: UnsafeMutablePointer<tk_thread_state>, _ block: UnsafeMutableRawPointer,
    _ sizeClass: SizeClass
  ) -> Bool {
    let count = freeCount(thread, sizeClass.index)
    if Int(count.pointee) * sizeClass.byteCount >= bytesPerThreadList { return false }
    let list = freeList(thread, sizeClass.index)
    block.storeBytes(of: list.pointee, as: UnsafeMutableRawPointer?.self)
    list.pointee = block
    count.pointee += 1
    return true
  }

  /// What one thread keeps of one size class at most.
  private static let bytesPerThreadList = 1 << 20

  @inline(__always)
  private static func freeList(
    _ thread: UnsafeMutablePointer<tk_thread_state>, _ index: Int
  ) -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
    UnsafeMutableRawPointer(thread)
      .advanced(by: MemoryLayout<tk_thread_state>.offset(of: \.free_lists)!)
      .assumingMemoryBound(to: UnsafeMutableRawPointer?.self) + index
  }

  @inline(__always)
  private static func freeCount(
    _ thread: UnsafeMutablePointer<tk_thread_state>, _ index: Int
  ) -> UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(thread)
      .advanced(by: MemoryLayout<tk_thread_state>.offset(of: \.free_counts)!)
      .assumingMemoryBound(to: UInt32.self) + index
  }

  // MARK: Shared lists

  private static let shared = Mutex(SharedBlocks())
  private static let reserved = Atomic<Int>(0)

  @inline(never)
  private static func allocateSlowly(_ sizeClass: SizeClass) -> UnsafeMutableRawPointer {
    registerThread()
    let (cached, surplus) = shared.withLock { $0.take(sizeClass, reserved: reservedBytes) }
    if let cached { return cached.address }
    giveBack(surplus)
    if let block = fromSystem(sizeClass) { return block }
    // What lies in the lists of other sizes may be all that is missing.
    emptyCache()
    if let block = fromSystem(sizeClass) { return block }
    mistake("out of memory: \(sizeClass.byteCount) bytes wanted, \(reservedBytes) bytes held")
  }

  private static func fromSystem(_ sizeClass: SizeClass) -> UnsafeMutableRawPointer? {
    let size = sizeClass.byteCount + headerSize
    let isLarge = size >= hugePageThreshold
    var block: UnsafeMutableRawPointer?
    guard posix_memalign(&block, isLarge ? hugePageSize : 64, size) == 0, let block else {
      return nil
    }
    // Huge pages are a hint: without them the block works, only slower.
    if isLarge { madvise(block, size, MADV_HUGEPAGE) }
    reserved.add(size, ordering: .relaxed)
    return block
  }

  private static let hugePageSize = 2 << 20
  private static let hugePageThreshold = 8 << 20

  @inline(never)
  private static func freeSlowly(_ block: UnsafeMutableRawPointer, _ sizeClass: SizeClass) {
    let isKept = shared.withLock { [block = FreeBlock(address: block)] in
      $0.keep(block, sizeClass)
    }
    if !isKept { toSystem(block, sizeClass) }
  }

  private static func giveBack(_ blocks: [SharedBlocks.Kept]) {
    for block in blocks { toSystem(block.address, block.sizeClass) }
  }

  private static func toSystem(_ block: UnsafeMutableRawPointer, _ sizeClass: SizeClass) {
    reserved.subtract(sizeClass.byteCount + headerSize, ordering: .relaxed)
    Glibc.free(block)
  }

  // MARK: Threads that end

  /// Sees to it that a thread's lists are handed on when the thread ends.
  private static func registerThread() {
    let thread = tk_thread()
    if thread.pointee.is_registered { return }
    thread.pointee.is_registered = true
    pthread_setspecific(threadEnd, thread)
  }

  private static let threadEnd: pthread_key_t = {
    var key = pthread_key_t()
    let status = pthread_key_create(&key) { _ in
      // Later destructors of this thread may still free blocks: those go to the shared lists.
      tk_thread().pointee.is_registered = false
      Allocator.flushThread(keeping: true)
    }
    precondition(status == 0, "no thread-specific key is left")
    return key
  }()

  private static func flushThread(keeping: Bool) {
    let thread = tk_thread()
    for index in 0..<SizeClass.threadCached {
      let sizeClass = SizeClass(index: index)
      while let block = pop(thread, index) {
        if keeping { freeSlowly(block, sizeClass) } else { toSystem(block, sizeClass) }
      }
    }
  }

  // MARK: What ``Memory`` tells and does

  static var reservedBytes: Int { reserved.load(ordering: .relaxed) }

  static var cachedBytes: Int {
    let thread = tk_thread()
    let own = (0..<SizeClass.threadCached).reduce(0) {
      $0 + Int(freeCount(thread, $1).pointee) * SizeClass(index: $1).byteCount
    }
    return own + shared.withLock { $0.byteCount }
  }

  static func emptyCache() {
    flushThread(keeping: false)
    giveBack(
      shared.withLock { shared in
        defer { shared = SharedBlocks() }
        return shared.all
      })
  }
}
