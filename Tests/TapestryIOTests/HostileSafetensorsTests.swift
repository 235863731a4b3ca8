import IOTestSupport
import TapestryCore
import TapestryIO
import Testing

/// Files that lie. Each must give its error, and never a trap or a read outside the file.
@Suite struct HostileSafetensorsTests {
  private let folder = TemporaryFolder()

  private func reason(_ bytes: [UInt8], _ comment: Comment? = nil) throws -> FileError.Reason? {
    let path = try folder.write(bytes, to: "a")
    let start = processorTime()
    let error = #expect(throws: FileError.self, comment) { try Safetensors.load(path) }
    #expect(processorTime() - start < Limits.time, comment)
    #expect(error?.file == path)
    return error?.reason
  }

  private func file(_ header: String, data: Int = 0, length: UInt64? = nil) -> [UInt8] {
    let length = length ?? UInt64(header.utf8.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private func entry(
    _ shape: String, _ begin: String, _ end: String, name: String = "x", dtype: String = "F32"
  ) -> String {
    #""\#(name)":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":[\#(begin),\#(end)]}"#
  }

  @Test func lengthsOfTheHeader() throws {
    for count in 0..<8 {
      #expect(try reason([UInt8](repeating: 0, count: count)) == .truncated)
    }
    #expect(try reason(file("{}", length: 3)) == .truncated)
    #expect(try reason(file("{}", length: 100_000_000)) == .truncated)
    #expect(try reason(file("{}", length: 100_000_001)) == .tooLarge)
    #expect(try reason(file("{}", length: .max)) == .tooLarge)
    #expect(try reason(file("{}", length: 1 << 63)) == .tooLarge)
    #expect(try reason(file("{}", length: 1)) == .malformed)
    #expect(try reason(file("{}", length: 0)) == .malformed)
  }

  @Test(arguments: [
    "", "[]", "null", "{", #"{"x":1}"#, #"{"x":{}}"#, #"{"x":{"dtype":"F32","shape":[1]}}"#,
    #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
    #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}"#,
    #"{"x":{"dtype":4,"shape":[1],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"extra":1}}"#,
    #"{"__metadata__":{"a":1}}"#, #"{"__metadata__":"a"}"#, "{} {}",
  ])
  func headersThatAreNotOfTheFormat(header: String) throws {
    #expect(try reason(file(header, data: 4)) == .malformed)
  }

  @Test func deepNestingIsAnErrorNotAStackOverflow() throws {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(try reason(file(deep)) == .malformed)
    #expect(try reason(file(#"{"x":{"shape":"# + deep)) == .malformed)
  }

  @Test func manyTensorsInOnePlace() throws {
    let entries = (0..<Limits.size / 25).map { entry("[1]", "0", "4", name: "t\($0)") }
    #expect(try reason(file("{\(entries.joined(separator: ","))}", data: 4)) == .malformed)
  }

  @Test func endlessShapesAndNumbers() throws {
    let axes = String(repeating: "1,", count: Limits.size) + "1"
    #expect(try reason(file("{\(entry("[\(axes)]", "0", "4"))}", data: 4)) == .unsupported)
    let digits = String(repeating: "1", count: Limits.size)
    #expect(try reason(file("{\(entry("[\(digits)]", "0", "4"))}", data: 4)) == .tooLarge)
  }

  /// Putting marks in order, which hashing needs, takes the square of their number.
  @Test func namesThatPileUpCombiningMarks() throws {
    let marks = String(repeating: "\u{301}\u{323}", count: Limits.size / 4)
    #expect(
      try reason(file("{\(entry("[1]", "0", "4", name: marks))}", data: 4)) == .malformed)
    let escaped = String(repeating: "\\u0301\\u0323", count: Limits.size / 50)
    #expect(
      try reason(file("{\(entry("[1]", "0", "4", name: escaped))}", data: 4)) == .malformed)
  }

  @Test func aLongNameIsQuotedInPart() throws {
    let name = String(repeating: "n", count: Limits.size)
    let path = try folder.write(
      file("{\(entry("[1]", "0", "4", name: name, dtype: "F8"))}", data: 4), to: "long")
    let error = #expect(throws: FileError.self) { try Safetensors.load(path) }
    #expect(error?.reason == .unsupported)
    #expect(error?.detail.count == 1001)
  }

  @Test func duplicateNames() throws {
    let twice = entry("[1]", "0", "4") + "," + entry("[1]", "4", "8")
    #expect(try reason(file("{\(twice)}", data: 8)) == .malformed)
  }

  @Test func placesOutsideTheData() throws {
    #expect(try reason(file("{\(entry("[2]", "0", "8"))}", data: 4)) == .truncated)
    #expect(try reason(file("{\(entry("[1]", "0", "4"))}", data: 5)) == .trailingBytes)
    #expect(try reason(file("{}", data: 1)) == .trailingBytes)
    #expect(
      try reason(file("{\(entry("[1]", "0", "9223372036854775807"))}", data: 4)) == .truncated)
    #expect(
      try reason(file("{\(entry("[1]", "9223372036854775807", "9223372036854775807"))}", data: 4))
        == .malformed)
    #expect(
      try reason(file("{\(entry("[1]", "0", "18446744073709551616"))}", data: 4)) == .tooLarge)
  }

  @Test func gapsAndOverlaps() throws {
    #expect(try reason(file("{\(entry("[1]", "4", "8"))}", data: 8)) == .malformed)
    #expect(try reason(file("{\(entry("[1]", "4", "0"))}", data: 4)) == .malformed)
    let overlap = entry("[1]", "0", "4", name: "a") + "," + entry("[1]", "2", "6", name: "b")
    #expect(try reason(file("{\(overlap)}", data: 6)) == .malformed)
    let same = entry("[1]", "0", "4", name: "a") + "," + entry("[1]", "0", "4", name: "b")
    #expect(try reason(file("{\(same)}", data: 4)) == .malformed)
    let gap = entry("[1]", "0", "4", name: "a") + "," + entry("[1]", "5", "9", name: "b")
    #expect(try reason(file("{\(gap)}", data: 9)) == .malformed)
  }

  @Test func sizesThatDoNotAgree() throws {
    #expect(try reason(file("{\(entry("[2]", "0", "4"))}", data: 4)) == .malformed)
    #expect(try reason(file("{\(entry("[5]", "0", "4", dtype: "U8"))}", data: 4)) == .malformed)
    #expect(try reason(file("{\(entry("[0]", "0", "4"))}", data: 4)) == .malformed)
    #expect(try reason(file("{\(entry("[]", "0", "0"))}")) == .malformed)
  }

  @Test(arguments: [
    "[2147483648,2147483648]", "[4611686018427387904,2]", "[4294967296,4294967296,4294967296]",
    "[0,4611686018427387904,4611686018427387904]", "[4611686018427387904,4,0]",
  ])
  func absurdShapes(shape: String) throws {
    #expect(try reason(file("{\(entry(shape, "0", "0"))}")) == .tooLarge)
  }

  @Test func whatIsNotSupported() throws {
    for dtype in ["F8_E4M3", "U16", "U64", "F99", "f32", ""] {
      #expect(
        try reason(file("{\(entry("[1]", "0", "4", dtype: dtype))}", data: 4)) == .unsupported)
    }
    #expect(
      try reason(file("{\(entry("[1,1,1,1,1,1,1,1,1]", "0", "4"))}", data: 4)) == .unsupported)
  }

  @Test func boolsOfOtherBytes() throws {
    var bytes = file("{\(entry("[3]", "0", "3", dtype: "BOOL"))}", data: 3)
    #expect(try Safetensors.load(folder.write(bytes, to: "good"))["x"]?.count == 3)
    bytes[bytes.count - 2] = 2
    #expect(try reason(bytes) == .malformed)
  }

  @Test func everyTruncationOfAGoodFile() throws {
    let good = file(
      "{\(entry("[2]", "0", "8", name: "a")),\(entry("[1]", "8", "12", name: "b"))}", data: 12)
    #expect(try Safetensors.load(folder.write(good, to: "good")).count == 2)
    for count in 0..<good.count {
      let reason = try reason(Array(good[..<count]))
      #expect(reason == .truncated, "\(count) bytes")
    }
  }

  @Test func aFolderOrNoFile() {
    let folder = folder
    let error = #expect(throws: FileError.self) { try Safetensors.load(folder.path) }
    #expect(error?.reason == .notRegular)
    let absent = #expect(throws: FileError.self) { try Safetensors.load(folder.file("b")) }
    #expect(absent?.reason == .absent)
  }
}
