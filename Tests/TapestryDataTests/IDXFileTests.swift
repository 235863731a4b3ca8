import IOTestSupport
import TapestryCore
import TapestryData
import TapestryIO
import Testing

@Suite struct IDXFileTests {
  private let folder = TemporaryFolder()

  /// An IDX file of this type and these sizes, whatever the data are.
  static func idx(_ sizes: [UInt32], _ data: [UInt8], type: UInt8 = 8) -> [UInt8] {
    [0, 0, type, UInt8(sizes.count)]
      + sizes.flatMap { size in (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } }
      + data
  }

  private func reason(_ bytes: [UInt8], maximumCount: Int = 1 << 20) throws -> FileError.Reason? {
    let path = try folder.write(bytes, to: "f")
    let error = #expect(throws: FileError.self) {
      try IDXFile.load(path, maximumCount: maximumCount)
    }
    #expect(error?.file == path)
    return error?.reason
  }

  @Test func readsEveryTypePlainAndCompressed() throws {
    let files: [([UInt8], DType, Shape, [Double])] = [
      (Self.idx([2, 3], [0, 1, 2, 3, 4, 255]), .uint8, [2, 3], [0, 1, 2, 3, 4, 255]),
      (Self.idx([2], [0, 0, 1, 0, 0xff, 0xff, 0xff, 0xfe], type: 0x0c), .int32, [2], [256, -2]),
      (Self.idx([1, 1], [0x40, 0x20, 0, 0], type: 0x0d), .float32, [1, 1], [2.5]),
      (Self.idx([1], [0xbf, 0xf8, 0, 0, 0, 0, 0, 0], type: 0x0e), .float64, [1], [-1.5]),
      (Self.idx([0, 28, 28], []), .uint8, [0, 28, 28], []),
    ]
    for (bytes, dtype, shape, values) in files {
      for contents in [bytes, try gzip(bytes, in: folder)] {
        let tensor = try IDXFile.load(folder.write(contents, to: "f"))
        #expect(tensor.dtype == dtype)
        #expect(tensor.shape == shape)
        #expect(tensor.array(as: Double.self) == values)
      }
    }
  }

  @Test(
    arguments: [
      [], [0], [0, 0, 8], [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0], [0, 0, 8, 1, 0, 0, 0, 2, 1],
    ] as [[UInt8]])
  func truncatedFiles(bytes: [UInt8]) throws {
    #expect(try reason(bytes) == .truncated)
  }

  @Test(
    arguments: [
      [1, 0, 8, 1, 0, 0, 0, 0], [0, 1, 8, 1, 0, 0, 0, 0], [0, 0, 7, 1, 0, 0, 0, 0],
      [0, 0, 15, 1, 0, 0, 0, 0], [0, 0, 8, 0], [0x50, 0x4b, 3, 4], [0x3c, 0x68, 0x74, 0x6d],
    ] as [[UInt8]])
  func wrongMagic(bytes: [UInt8]) throws {
    #expect(try reason(bytes) == .wrongMagic)
  }

  @Test func anArrayInSeveralMembers() throws {
    let bytes = Self.idx([2, 2], [1, 2, 3, 4])
    for split in 0...bytes.count {
      let members = try [bytes[..<split], bytes[split...]].map { try gzip(Array($0), in: folder) }
      let tensor = try IDXFile.load(folder.write(Array(members.joined()), to: "f"))
      #expect(tensor.array(as: UInt8.self) == [1, 2, 3, 4])
    }
  }

  @Test func typesThatAreNotRead() throws {
    for type: UInt8 in [9, 10, 11] {
      #expect(try reason(Self.idx([0], [], type: type)) == .unsupported)
    }
    let nine = [UInt32](repeating: 1, count: 9)
    #expect(try reason(Self.idx(nine, [0])) == .unsupported)
  }

  @Test func sizesThatDoNotAgree() throws {
    #expect(try reason(Self.idx([3], [0, 0])) == .truncated)
    #expect(try reason(Self.idx([1], [0, 0])) == .trailingBytes)
    #expect(try reason(Self.idx([0], [0])) == .trailingBytes)
    #expect(try reason(Self.idx([2], [0, 0], type: 0x0c)) == .truncated)
  }

  @Test func absurdSizes() throws {
    let huge: UInt32 = 1 << 31
    #expect(try reason(Self.idx([huge, huge], [])) == .truncated)
    #expect(try reason(Self.idx([huge, huge], [], type: 0x0e)) == .tooLarge)
    #expect(try reason(Self.idx([.max, .max, .max], [0])) == .tooLarge)
    #expect(try reason(Self.idx([0, .max, .max, .max], [])) == .tooLarge)
  }

  @Test func damagedCompression() throws {
    let good = try gzip(Self.idx([200], (0..<200).map { UInt8($0) }), in: folder)
    for count in [3, 20, good.count / 2, good.count - 1] {
      #expect(try reason(Array(good[..<count])) == .truncated)
    }
    var bad = good
    bad[bad.count - 6] ^= 0xff
    #expect(try reason(bad) == .corrupt)
    #expect(try reason(good + [1, 2, 3]) == .trailingBytes)
    #expect(try reason([0x1f, 0x8b] + Array("garbage".utf8)) == .corrupt)
  }

  @Test func theLimitHoldsForBothKindsOfFile() throws {
    let bytes = Self.idx([1000], [UInt8](repeating: 0, count: 1000))
    #expect(try reason(bytes, maximumCount: 999) == .tooLarge)
    #expect(try reason(gzip(bytes, in: folder), maximumCount: 999) == .tooLarge)
  }
}
