import CZlib

/// Makes zip archives, honest ones and others.
public struct TestZip {
  public struct Entry {
    public var name: String
    /// As they lie in the file.
    public var bytes: [UInt8]
    public var method = 0
    public var flags = 0
    public var crc: UInt32
    /// What the directory claims.
    public var count: Int
    public var compressedCount: Int
    /// Where the directory says that it begins, if not where it does.
    public var offset: Int?
    /// What the directory says besides, as it lies there.
    public var extra: [UInt8] = []
    /// What its own header calls it.
    public var headerName: String

    public init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
      headerName = name
      count = bytes.count
      compressedCount = bytes.count
      crc = UInt32(crc32(0, bytes, UInt32(bytes.count)))
    }

    /// Deflated.
    public init(deflating bytes: [UInt8], as name: String) {
      self.init(name, bytes)
      var stream = z_stream()
      deflateInit2_(
        &stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        CInt(MemoryLayout<z_stream>.size))
      var (input, output) = (bytes, [UInt8](repeating: 0, count: bytes.count + 1000))
      input.withUnsafeMutableBufferPointer { input in
        output.withUnsafeMutableBufferPointer { output in
          stream.next_in = input.baseAddress
          stream.avail_in = UInt32(input.count)
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
        }
      }
      deflateEnd(&stream)
      self.bytes = Array(output[..<Int(stream.total_out)])
      compressedCount = self.bytes.count
      method = 8
    }
  }

  public var entries: [Entry]
  /// What the end record claims, if not the truth.
  public var directoryOffset: Int?
  public var directoryCount: Int?
  public var entryCount: Int?
  public var comment: [UInt8] = []
  /// Whether numbers stand in 64 bits.
  public var isWide = false

  public init(_ entries: [Entry]) { self.entries = entries }

  public var bytes: [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let offset = entry.offset ?? file.count
      let common =
        number(20, 2) + number(entry.flags, 2) + number(entry.method, 2) + number(0, 4)
        + number(Int(entry.crc), 4)
        + number(isWide ? 0xffff_ffff : entry.compressedCount, 4)
        + number(isWide ? 0xffff_ffff : entry.count, 4)
      let sizes = number(entry.count, 8) + number(entry.compressedCount, 8)
      let wide = isWide ? number(1, 2) + number(24, 2) + sizes + number(offset, 8) : []
      let extra = wide + entry.extra
      let name = Array(entry.name.utf8)
      let headerName = Array(entry.headerName.utf8)
      file += number(0x0403_4b50, 4) + common + number(headerName.count, 2) + number(0, 2)
      file += headerName + entry.bytes
      directory += number(0x0201_4b50, 4) + number(20, 2) + common + number(name.count, 2)
      directory += number(extra.count, 2) + number(0, 10)
      directory += number(isWide ? 0xffff_ffff : offset, 4) + name + extra
    }
    let start = directoryOffset ?? file.count
    let size = directoryCount ?? directory.count
    let count = entryCount ?? entries.count
    let end64 = file.count + directory.count
    file += directory
    if isWide {
      file += number(0x0606_4b50, 4) + number(44, 8) + number(45, 2) + number(45, 2)
      file += number(0, 8) + number(count, 8) + number(count, 8) + number(size, 8)
      file += number(start, 8)
      file += number(0x0706_4b50, 4) + number(0, 4) + number(end64, 8) + number(1, 4)
    }
    file += number(0x0605_4b50, 4) + number(0, 4) + number(count, 2) + number(count, 2)
    file += number(isWide ? 0xffff_ffff : size, 4) + number(isWide ? 0xffff_ffff : start, 4)
    return file + number(comment.count, 2) + comment
  }
}

/// The lowest bytes of a number, the least first.
public func number(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
