import CZlib

/// One stream of zlib's that uncompresses bytes in memory.
struct Inflater: ~Copyable {
  enum Format {
    /// The gzip wrapper, whose CRC is checked.
    case gzip
    /// Deflated bytes without a wrapper, as in zip archives.
    case raw
  }

  /// What one call of zlib's did.
  struct Step {
    let status: CInt
    let consumed: Int
    let produced: Int
  }

  /// No deflate stream expands more than this many times.
  static let maximumRatio = 1032

  let file: String
  let input: [UInt8]
  // zlib's state points back at the stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ input: [UInt8], format: Format, file: String) throws(FileError) {
    self.file = file
    self.input = input
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let windowBits = format == .gzip ? MAX_WBITS + 16 : -MAX_WBITS
    let status = inflateInit2_(
      stream, windowBits, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw FileError(file, .unsupported, "zlib does not start (status \(status))")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Begins another stream.
  func reset() { inflateReset(stream) }

  /// Uncompresses the input from `offset` on, as far as `output` has room.
  func step(from offset: Int, into output: UnsafeMutableRawBufferPointer) -> Step {
    input.withUnsafeBufferPointer { source in
      let available = min(source.count - offset, 1 << 30)
      let room = min(output.count, 1 << 30)
      // zlib does not write through next_in; its declaration lacks the const.
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: source.baseAddress.map { $0 + offset })
      stream.pointee.avail_in = UInt32(available)
      // Without room zlib writes nothing, but still wants an address.
      stream.pointee.next_out = (output.baseAddress ?? UnsafeMutableRawPointer(stream))
        .assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(room)
      let status = CZlib.inflate(stream, Z_NO_FLUSH)
      return Step(
        status: status, consumed: available - Int(stream.pointee.avail_in),
        produced: room - Int(stream.pointee.avail_out))
    }
  }

  /// What a status other than success means.
  func failure(_ status: CInt) -> FileError {
    if status == Z_BUF_ERROR {
      return FileError(file, .truncated, "the compressed data end too early")
    }
    let message = stream.pointee.msg.map { String(cString: $0) } ?? "status \(status)"
    return FileError(file, .corrupt, "the compressed data are corrupt (\(message))")
  }
}
