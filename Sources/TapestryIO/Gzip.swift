import CZlib

/// Reading of gzip (RFC 1952) through zlib.
package enum Gzip {
  /// Whether the bytes start like a gzip file.
  package static func isCompressed(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
  }

  /// The uncompressed contents.
  ///
  /// Several members one after the other give their contents one after the other, as the format has it.
  ///
  /// - Parameters:
  ///   - limit: the largest result that is accepted. A small file can claim to hold gigabytes, so memory
  ///     is bounded by this number, and not by what the file says.
  ///   - file: the name that errors carry.
  /// - Throws: `.wrongMagic`, `.truncated`, `.corrupt` (a bad stream, length or CRC), `.trailingBytes`,
  ///   `.tooLarge`.
  package static func inflate(
    _ bytes: [UInt8], limit: Int, file: String
  ) throws(FileError) -> [UInt8] {
    guard isCompressed(bytes) else {
      throw FileError(file, .wrongMagic, "not a gzip file")
    }
    let inflater = try Inflater(bytes, file: file)
    return try inflater.contents(limit: limit)
  }
}

/// One zlib stream over bytes in memory.
private struct Inflater: ~Copyable {
  private let file: String
  private let input: [UInt8]
  // zlib's state points back at the stream, which therefore must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ input: [UInt8], file: String) throws(FileError) {
    self.file = file
    self.input = input
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 asks for the gzip wrapper and its CRC check.
    let status = inflateInit2_(
      stream, MAX_WBITS + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw FileError(file, .unsupported, "zlib does not start (status \(status))")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func contents(limit: Int) throws(FileError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(min(limit, promisedCount))
    var offset = 0
    var memberEnded = false
    while !memberEnded || offset < input.count {
      if memberEnded {
        guard input[offset] == 0x1f else {
          throw FileError(
            file, .trailingBytes,
            "\(input.count - offset) bytes too many after the compressed data")
        }
        inflateReset(stream)
      }
      let step = inflateChunk(from: offset, into: &output)
      offset += step.consumed
      guard output.count <= limit else {
        throw FileError(file, .tooLarge, "uncompressed, it is larger than \(limit) bytes")
      }
      switch step.status {
      case Z_STREAM_END: memberEnded = true
      case Z_OK: memberEnded = false
      case Z_BUF_ERROR: throw FileError(file, .truncated, "the compressed data end too early")
      default:
        let message = stream.pointee.msg.map { String(cString: $0) } ?? "status \(step.status)"
        throw FileError(file, .corrupt, "the compressed data are corrupt (\(message))")
      }
    }
    return output
  }

  /// The size in the trailer, as a hint: no deflate stream expands more than 1032 times.
  private var promisedCount: Int {
    guard input.count >= 18 else { return 0 }
    let promised = input.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return min(promised, input.count.multipliedReportingOverflow(by: 1032).partialValue)
  }

  private func inflateChunk(
    from offset: Int, into output: inout [UInt8]
  ) -> (status: CInt, consumed: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { chunk in
      input.withUnsafeBufferPointer { source in
        let available = min(source.count - offset, 1 << 30)
        // zlib does not write through next_in; its declaration lacks the const.
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { $0 + offset })
        stream.pointee.avail_in = UInt32(available)
        stream.pointee.next_out = chunk.baseAddress
        stream.pointee.avail_out = UInt32(chunk.count)
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        output.append(contentsOf: chunk[..<(chunk.count - Int(stream.pointee.avail_out))])
        return (status, available - Int(stream.pointee.avail_in))
      }
    }
  }
}
