import TapestryIO
import Testing

@Suite struct JSONReaderTests {
  private func reader(_ text: String) -> JSONReader {
    JSONReader(ByteReader(Array(text.utf8), file: "f"))
  }

  private func reason(
    _ text: String, _ read: (inout JSONReader) throws -> Void
  ) -> FileError.Reason? {
    var json = reader(text)
    return #expect(throws: FileError.self, "\(text)") { try read(&json) }?.reason
  }

  @Test func readsNestedValues() throws {
    var json = reader(" { \"a\" : [ 1 , 20,300 ] ,\n\t\"b\":\"x\", \"c\":{} , \"d\":[]}\r\n ")
    var seen: [String] = []
    try json.object { json, key throws(FileError) in
      switch key {
      case "a":
        try json.array { json throws(FileError) in try seen.append("\(json.number())") }
      case "b": try seen.append(json.string())
      case "c": try json.object { _, key throws(FileError) in seen.append(key) }
      default: try json.array { json throws(FileError) in try seen.append(json.string()) }
      }
    }
    try json.finish()
    #expect(seen == ["1", "20", "300", "x"])
  }

  @Test(arguments: [
    (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
    (#""\u00e9\uD83D\ude00""#, "é😀"),
    ("\"é😀\"", "é😀"), (#""\u0000""#, "\0"),
  ])
  func readsStrings(literal: String, value: String) throws {
    var json = reader(literal)
    #expect(try json.string() == value)
    try json.finish()
  }

  @Test(arguments: [
    "", "\"", "\"a", "a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud800\\u0041\"", "\"\\ud800x\"", "\"\n\"", "\"\u{1}\"",
  ])
  func badStringsAreErrors(text: String) {
    #expect(reason(text) { _ = try $0.string() } == .malformed)
  }

  @Test func badUTF8IsAnError() {
    var json = JSONReader(ByteReader([0x22, 0xff, 0x22], file: "f"))
    let error = #expect(throws: FileError.self) { try json.string() }
    #expect(error?.reason == .malformed)
  }

  @Test(arguments: ["", "-1", "1.0", "1e3", "01", "+1", "0x1", "true", "1a", "\"1\"", "null"])
  func badNumbersAreErrors(text: String) {
    #expect(reason(text) { _ = try $0.number() } == .malformed)
  }

  @Test func hugeNumbersAreErrors() throws {
    var json = reader("9223372036854775807")
    #expect(try json.number() == Int.max)
    #expect(reason("9223372036854775808") { _ = try $0.number() } == .tooLarge)
    #expect(reason(String(repeating: "9", count: 400)) { _ = try $0.number() } == .tooLarge)
  }

  @Test(arguments: [
    "", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{\"a\" 1}",
    "{a:1}", "[",
    "{\"a\":1]", "{\"a\":1}}", "{\"a\":1} x", "{\"a\":1,\"a\":2}", "{\"a\":1 \"b\":2}",
  ])
  func badObjectsAreErrors(text: String) {
    #expect(
      reason(text) { json in
        try json.object { json, _ throws(FileError) in _ = try json.number() }
        try json.finish()
      } == .malformed)
  }

  @Test(arguments: ["[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}"])
  func badArraysAreErrors(text: String) {
    #expect(
      reason(text) { json in
        try json.array { json throws(FileError) in _ = try json.number() }
        try json.finish()
      } == .malformed)
  }

  @Test func quotedGoesThereAndBack() throws {
    let text = "\u{0}\u{1f}\"\\\u{8}\u{c}\n\r\té😀/\u{7f}"
    #expect(quoted("\u{1}\u{1f}") == #""\u0001\u001f""#)
    var json = reader(quoted(text))
    #expect(try json.string() == text)
  }
}
