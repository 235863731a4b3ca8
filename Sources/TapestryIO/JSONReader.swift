/// A strict pull parser for JSON headers.
///
/// The caller asks for what the format's schema has at each place and gets it or an error, so nothing is built
/// for what nobody asked for, and nesting goes as deep as the caller's own code. It is stricter than most: keys must
/// not repeat, and numbers are whole and not negative. Foundation's parser, which keeps one of two equal
/// keys without a word, would also cost every program that imports the library 2 to 6 ms at its start.
package struct JSONReader {
  private var reader: ByteReader

  package init(_ reader: ByteReader) { self.reader = reader }

  /// Reads an object, and calls `member` at each of its values.
  package mutating func object(
    _ member: (inout JSONReader, String) throws(FileError) -> Void
  ) throws(FileError) {
    var keys: Set<String> = []
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      guard keys.insert(key).inserted else {
        throw malformed("the key \(quoted(key)) appears twice")
      }
      try expect(":")
      try member(&self, key)
    } while skip(",")
    try expect("}")
  }

  /// Reads an array, and calls `element` at each of its elements.
  package mutating func array(
    _ element: (inout JSONReader) throws(FileError) -> Void
  ) throws(FileError) {
    try expect("[")
    if skip("]") { return }
    repeat { try element(&self) } while skip(",")
    try expect("]")
  }

  package mutating func string() throws(FileError) -> String {
    try expect("\"")
    var utf8: [UInt8] = []
    while true {
      utf8 += reader.run {
        $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
      switch reader.next() {
      case UInt8(ascii: "\""): return try reader.text(utf8, for: "a string")
      case UInt8(ascii: "\\"): try utf8.append(contentsOf: escape().utf8)
      case nil: throw malformed("a string does not end")
      default: throw malformed("a string contains a control character")
      }
    }
  }

  /// Reads a whole number that is not negative.
  package mutating func number() throws(FileError) -> Int {
    skipSpace()
    var value = 0
    var digits = 0
    while let byte = reader.peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      guard digits == 0 || value > 0 else { throw malformed("a number starts with 0") }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !overflow, !carry else {
        throw FileError(
          reader.file, .tooLarge, "the number at byte \(reader.offset) is absurdly large")
      }
      value = sum
      digits += 1
      _ = reader.next()
    }
    guard digits > 0, reader.peek.map(Self.endsNumber) ?? true else {
      throw malformed("needs a whole number that is not negative")
    }
    return value
  }

  /// Passes over a string, a number, `true`, `false` or `null`.
  package mutating func skipScalar() throws(FileError) {
    skipSpace()
    if reader.peek == UInt8(ascii: "\"") {
      _ = try string()
      return
    }
    var count = 0
    while let byte = reader.peek, !Self.endsNumber(byte) {
      guard byte < 0x80,
        Unicode.Scalar(byte).properties.isAlphabetic || "+-.0123456789".utf8.contains(byte)
      else { break }
      _ = reader.next()
      count += 1
    }
    guard count > 0 else { throw malformed("needs a string or a number") }
  }

  /// Checks that only white space is left.
  package mutating func finish() throws(FileError) {
    skipSpace()
    guard reader.remaining == 0 else { throw malformed("something follows the closing brace") }
  }

  /// An error at the present place.
  func malformed(_ detail: String) -> FileError {
    FileError(reader.file, .malformed, "bad JSON before byte \(reader.offset): \(detail)")
  }

  private static func endsNumber(_ byte: UInt8) -> Bool {
    isSpace(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")
      || byte == UInt8(ascii: "}")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }

  private mutating func skipSpace() {
    while let byte = reader.peek, Self.isSpace(byte) { _ = reader.next() }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard reader.peek == UInt8(ascii: character) else { return false }
    _ = reader.next()
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(FileError) {
    guard skip(character) else { throw malformed("needs '\(character)'") }
  }

  /// What follows a backslash.
  private mutating func escape() throws(FileError) -> String {
    switch reader.next().map({ Unicode.Scalar($0) }) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]) {
        guard reader.next() == UInt8(ascii: "\\"), reader.next() == UInt8(ascii: "u") else {
          throw malformed("half of a surrogate pair")
        }
        units.append(try codeUnit())
      }
      guard let text = String(validating: units, as: UTF16.self) else {
        throw malformed("half of a surrogate pair")
      }
      return text
    default: throw malformed("an unknown escape")
    }
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit() throws(FileError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      let digit: UInt8
      switch reader.next() {
      case let byte? where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
        digit = byte - UInt8(ascii: "0")
      case let byte? where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20):
        digit = (byte | 0x20) - UInt8(ascii: "a") + 10
      default: throw malformed("\\u needs four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }
}

/// The string as a JSON literal, with the escapes that `serde_json` and Python write.
package func quoted(_ string: String) -> String {
  var literal = "\""
  for scalar in string.unicodeScalars {
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case "\u{8}": literal += "\\b"
    case "\u{c}": literal += "\\f"
    case "\n": literal += "\\n"
    case "\r": literal += "\\r"
    case "\t": literal += "\\t"
    case "\0"..<" ":
      let digits = String(scalar.value, radix: 16)
      literal += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}
