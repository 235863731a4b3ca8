import TapestryIO
import Testing

@Suite struct ByteReaderTests {
  private let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]

  @Test func readsBothByteOrders() throws {
    var reader = ByteReader(bytes, file: "f")
    #expect(try reader.integer(UInt32.self, .big, for: "a") == 0x0102_0304)
    #expect(try reader.integer(UInt16.self, .little, for: "b") == 0x0605)
    #expect(reader.offset == 6)
    #expect(reader.remaining == 3)
    #expect(Array(try reader.slice(2, for: "c")) == [7, 8])
    #expect(reader.peek == 9)
    #expect(reader.next() == 9)
    #expect(reader.peek == nil)
    #expect(reader.next() == nil)
    try reader.finish()

    reader = ByteReader(bytes, file: "f")
    #expect(try reader.integer(UInt64.self, .little, for: "d") == 0x0807_0605_0403_0201)
  }

  @Test func everyOverrunIsAnErrorThatNamesFileOffsetAndField() throws {
    var reader = ByteReader(bytes, file: "some/file")
    _ = try reader.slice(6, for: "start")
    let error = #expect(throws: FileError.self) {
      try reader.integer(UInt32.self, .big, for: "the magic number")
    }
    #expect(error?.reason == .truncated)
    #expect(
      error?.description
        == "some/file: the magic number at byte 6 needs 4 bytes, 3 are left")
    #expect(reader.offset == 6)
  }

  @Test(arguments: [-1, 10, Int.max, Int.min])
  func absurdCountsAreErrors(count: Int) {
    var reader = ByteReader(bytes, file: "f")
    let error = #expect(throws: FileError.self) { try reader.slice(count, for: "x") }
    #expect(error?.reason == .truncated)
  }

  @Test func leftOverBytesAreAnError() throws {
    var reader = ByteReader(bytes, file: "f")
    _ = try reader.slice(4, for: "x")
    let error = #expect(throws: FileError.self) { try reader.finish() }
    #expect(error?.reason == .trailingBytes)
    #expect(error?.detail == "5 bytes too many, from byte 4 on")
  }
}
