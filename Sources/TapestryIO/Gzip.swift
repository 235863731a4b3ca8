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
}

extension Inflater {
  /// What all members of a gzip file hold.
  fileprivate func contents(limit: Int) throws(FileError) -> [UInt8] {
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
        reset()
      }
      let step = append(from: offset, to: &output)
      offset += step.consumed
      guard output.count <= limit else {
        throw FileError(file, .tooLarge, "uncompressed, it is larger than \(limit) bytes")
      }
      switch step.status {
      case Z_STREAM_END: memberEnded = true
      case Z_OK: memberEnded = false
      default: throw failure(step.status)
      }
    }
    return output
  }

  /// The size in the trailer, as a hint.
  private var promisedCount: Int {
    guard input.count >= 18 else { return 0 }
    let promised = input.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return min(
      promised, input.count.multipliedReportingOverflow(by: Inflater.maximumRatio).partialValue)
  }

  private func append(from offset: Int, to output: inout [UInt8]) -> Step {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 16) { chunk in
      let step = step(from: offset, into: UnsafeMutableRawBufferPointer(chunk))
      output.append(contentsOf: chunk[..<step.produced])
      return step
    }
  }
}
