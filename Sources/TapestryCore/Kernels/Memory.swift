/// The memory that tensors take, and what is kept for the next ones.
public enum Memory {
  /// Bytes obtained from the system and not yet given back, those in use and those kept.
  public static var reservedBytes: Int { Allocator.reservedBytes }

  /// Bytes kept for reuse by the calling thread and by all threads together.
  ///
  /// What other threads keep in lists of their own (at most 1 MiB per block size) is not counted.
  public static var cachedBytes: Int { Allocator.cachedBytes }

  /// Gives kept memory back to the system. Tensors that are alive are not touched.
  public static func emptyCache() { Allocator.emptyCache() }
}
