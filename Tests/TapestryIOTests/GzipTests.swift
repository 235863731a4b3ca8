import IOTestSupport
import TapestryIO
import Testing

@Suite struct GzipTests {
  private let folder = TemporaryFolder()
  /// Compressible, longer than one chunk of output, and not a multiple of it.
  private let contents = (0..<300_001).map { UInt8(truncatingIfNeeded: $0 * $0 >> 7) }

  private func reason(_ bytes: [UInt8], limit: Int = 1 << 20) -> FileError.Reason? {
    #expect(throws: FileError.self) { try Gzip.inflate(bytes, limit: limit, file: "f.gz") }?.reason
  }

  @Test func givesTheContentsBack() throws {
    for contents in [contents, [], [7]] {
      let compressed = try gzip(contents, in: folder)
      #expect(try Gzip.inflate(compressed, limit: contents.count, file: "f.gz") == contents)
    }
  }

  @Test func membersFollowEachOther() throws {
    let both = try gzip([1, 2], in: folder) + gzip([], in: folder) + gzip([3], in: folder)
    #expect(try Gzip.inflate(both, limit: 100, file: "f.gz") == [1, 2, 3])
  }

  @Test func whatIsOfTheBuffersSizeFillsIt() throws {
    func fill(_ count: Int, _ compressed: [UInt8]) throws -> (fits: Bool, bytes: [UInt8]) {
      var bytes = [UInt8](repeating: 0, count: count)
      let fits = try bytes.withUnsafeMutableBytes {
        try Gzip.inflate(compressed, into: $0, file: "f.gz")
      }
      return (fits, bytes)
    }
    for contents in [contents, [], [7]] {
      let compressed = try gzip(contents, in: folder)
      #expect(Gzip.promisedCount(compressed) == contents.count)
      let filled = try fill(contents.count, compressed)
      #expect(filled.fits && filled.bytes == contents)
      #expect(try fill(contents.count + 1, compressed).fits == false)
      if !contents.isEmpty { #expect(try fill(contents.count - 1, compressed).fits == false) }
    }
    let both = try gzip([1, 2], in: folder) + gzip([3], in: folder)
    #expect(try fill(3, both).bytes == [1, 2, 3])
    #expect(try fill(1, both).fits == false)
    let damaged = Array(try gzip(contents, in: folder).dropLast())
    #expect(throws: FileError.self) { try fill(contents.count, damaged) }
  }

  @Test func everyTruncationIsAnError() throws {
    let short = try gzip([1, 2, 3, 4, 5], in: folder)
    for count in 2..<short.count { #expect(reason(Array(short[..<count])) == .truncated) }
    #expect(reason([]) == .wrongMagic)
    #expect(reason([0x1f]) == .wrongMagic)
    let long = try gzip(contents, in: folder)
    #expect(reason(Array(long.dropLast(1))) == .truncated)
    #expect(reason(Array(long[..<(long.count / 2)])) == .truncated)
  }

  @Test func aWrongChecksumOrLengthIsAnError() throws {
    let good = try gzip(contents, in: folder)
    for fromEnd in 1...8 {
      var bytes = good
      bytes[bytes.count - fromEnd] ^= 1
      #expect(reason(bytes) == .corrupt)
    }
  }

  @Test func flippedBitsNeverPass() throws {
    let good = try gzip(Array(contents[..<2000]), in: folder)
    for position in 10..<(good.count - 8) {
      var bytes = good
      bytes[position] ^= 0x10
      #expect(throws: FileError.self) {
        let output = try Gzip.inflate(bytes, limit: 1 << 20, file: "f.gz")
        // A flipped bit may be harmless to the contents, never change them.
        if output == Array(contents[..<2000]) { throw FileError.harmless }
      }
    }
  }

  @Test func trailingGarbageIsAnError() throws {
    #expect(reason(try gzip([1], in: folder) + [0]) == .trailingBytes)
    #expect(reason(try gzip([1], in: folder) + [0x1f]) == .truncated)
  }

  @Test func aBombIsBounded() throws {
    let bomb = try gzip([UInt8](repeating: 0, count: 10_000_000), in: folder)
    #expect(bomb.count < 100_000)
    #expect(reason(bomb, limit: 9_999_999) == .tooLarge)
    #expect(reason(bomb, limit: 0) == .tooLarge)
  }

  @Test func otherBytesAreNoGzip() {
    #expect(reason([0x50, 0x4b, 3, 4]) == .wrongMagic)
  }
}

extension FileError {
  fileprivate static let harmless = FileError("f.gz", .corrupt, "")
}
