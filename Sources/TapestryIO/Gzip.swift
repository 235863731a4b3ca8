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
    let inflater = try Inflater(bytes, format: .gzip, file: file)
    return try inflater.contents(limit: limit)
  }

  /// The size of the contents as the file's last bytes tell it: that of the last member, modulo 2³², and at most what
  /// so many bytes can hold. A hint.
  package static func promisedCount(_ bytes: [UInt8]) -> Int {
    guard bytes.count >= 18 else { return 0 }
    let promised = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return min(
      promised, bytes.count.multipliedReportingOverflow(by: Inflater.maximumRatio).partialValue)
  }

  /// Writes the uncompressed contents to `buffer`; false where they are not of its size, as those of several members may not be.
  ///
  /// - Throws: as ``inflate(_:limit:file:)``, less `.tooLarge`.
  package static func inflate(
    _ bytes: [UInt8], into buffer: UnsafeMutableRawBufferPointer, file: String
  ) throws(FileError) -> Bool {
    let inflater = try Inflater(bytes, format: .gzip, file: file)
    return try inflater.fill(buffer)
  }
}

extension Inflater {
  /// What all members of a gzip file hold.
  fileprivate func contents(limit: Int) throws(FileError) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(min(limit, Gzip.promisedCount(input)))
    try forEachStep { offset throws(FileError) in
      let step = append(from: offset, to: &output)
      guard output.count <= limit else {
        throw FileError(file, .tooLarge, "uncompressed, it is larger than \(limit) bytes")
      }
      return step
    }
    return output
  }

  /// Whether what all members hold is as much as a buffer, to which it is written.
  fileprivate func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Bool {
    var filled = 0
    try forEachStep { offset in
      if filled > buffer.count { return nil }
      if filled < buffer.count {
        let step = step(
          from: offset, into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        filled += step.produced
        return step
      }
      // The end may still be to come, or a byte too many.
      return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { rest in
        let step = step(from: offset, into: rest)
        filled += step.produced
        return step
      }
    }
    return filled == buffer.count
  }

  /// Goes through all members with what uncompresses a piece from an offset on; until that gives nil.
  private func forEachStep(
    _ next: (_ offset: Int) throws(FileError) -> Step?
  ) throws(FileError) {
    var offset = 0
    var memberEnded = false
    while !memberEnded || offset < input.count {
      if memberEnded {
        guard input[offset] == 0x1f else {
          throw FileError(
            file, .trailingBytes,
            "\(input.count - offset) bytes too many after the compressed data")
        }
        reset()
      }
      guard let step = try next(offset) else { return }
      offset += step.consumed
      switch step.status {
      case Z_STREAM_END: memberEnded = true
      case Z_OK: memberEnded = false
      default: throw failure(step.status)
      }
    }
  }

  private func append(from offset: Int, to output: inout [UInt8]) -> Step {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { chunk in
      let step = step(from: offset, into: UnsafeMutableRawBufferPointer(chunk))
      output.append(contentsOf: chunk[..<step.produced])
      return step
    }
  }
}
