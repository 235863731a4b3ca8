/// A pull parser for the few of Python's literals that stand in the headers of `.npy` files.
struct PythonLiteral {
  private var reader: ByteReader

  init(_ reader: ByteReader) { self.reader = reader }

  /// Reads a dictionary, after which only white space follows, and calls `value` at each of its values.
  mutating func dictionary(
    _ value: (inout PythonLiteral, String) throws(FileError) -> Void
  ) throws(FileError) {
    var keys: Set<String> = []
    try expect("{")
    while !skip("}") {
      let key = try string()
      guard keys.insert(key).inserted else {
        throw malformed("the key \(quoted(key)) appears twice")
      }
      try expect(":")
      try value(&self, key)
      if !skip(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard reader.remaining == 0 else { throw malformed("something follows the dictionary") }
  }

  mutating func string() throws(FileError) -> String {
    skipSpace()
    guard let quote = reader.peek, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
      // A list of fields is how arrays of structures describe themselves.
      throw reader.peek == UInt8(ascii: "[")
        ? FileError(reader.file, .unsupported, "is an array of structures")
        : malformed("needs a string")
    }
    _ = reader.next()
    let utf8 = reader.run { $0 != quote && $0 != UInt8(ascii: "\\") }
    switch reader.next() {
    case quote: return try reader.text(utf8, for: "a string of the header")
    case nil: throw malformed("a string does not end")
    default: throw malformed("a string with an escape")
    }
  }

  mutating func bool() throws(FileError) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)] {
      var ahead = reader
      if word.utf8.allSatisfy({ ahead.next() == $0 }) {
        reader = ahead
        return value
      }
    }
    throw malformed("needs True or False")
  }

  /// Reads a tuple of whole numbers that are not negative.
  mutating func tuple() throws(FileError) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !skip(")") {
      numbers.append(try number())
      if !skip(",") {
        try expect(")")
        break
      }
    }
    return numbers
  }

  func malformed(_ detail: String) -> FileError {
    FileError(reader.file, .malformed, "bad header before byte \(reader.offset) of it: \(detail)")
  }

  private mutating func number() throws(FileError) -> Int {
    skipSpace()
    let digits = try reader.text(
      reader.run { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }, for: "a number")
    guard !digits.isEmpty else { throw malformed("needs a whole number that is not negative") }
    guard let value = Int(digits) else {
      throw FileError(reader.file, .tooLarge, "its header has the absurdly large number \(digits)")
    }
    // Python 2 marked long integers.
    if reader.peek == UInt8(ascii: "L") { _ = reader.next() }
    return value
  }

  private mutating func skipSpace() {
    while let byte = reader.peek, byte == 0x20 || byte == 0x0a || byte == 0x09 {
      _ = reader.next()
    }
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
}
