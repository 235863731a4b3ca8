/// The one way that untrusted bytes are taken apart: nothing is read without its bounds being checked.
///
/// Every read names what it is after, so that the error says which field the file broke off in and at
/// which offset. A count that comes from the file may be handed in as it is, negative or absurd.
package struct ByteReader: Sendable {
  package enum ByteOrder: Sendable { case big, little }

  package let file: String
  package private(set) var offset: Int
  private let bytes: [UInt8]

  /// - Parameter file: the name that errors carry.
  package init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
    offset = 0
  }

  package var remaining: Int { bytes.count - offset }

  /// The next `count` bytes.
  ///
  /// - Throws: `.truncated` if fewer remain.
  package mutating func slice(
    _ count: Int, for field: @autoclosure () -> String
  ) throws(FileError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else {
      throw FileError(
        file, .truncated,
        "\(field()) at byte \(offset) needs \(count) bytes, \(remaining) are left")
    }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }

  /// The next integer of type `T`.
  ///
  /// - Throws: `.truncated` if the bytes do not suffice.
  package mutating func integer<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type, _ order: ByteOrder, for field: @autoclosure () -> String
  ) throws(FileError) -> T {
    let slice = try slice(T.bitWidth / 8, for: field())
    var value: T = 0
    switch order {
    case .big: for byte in slice { value = value << 8 | T(byte) }
    case .little: for byte in slice.reversed() { value = value << 8 | T(byte) }
    }
    return value
  }

  /// The next byte, which stays the next one; `nil` at the end.
  package var peek: UInt8? { remaining > 0 ? bytes[offset] : nil }

  /// Passes over the next byte and gives it; `nil` at the end.
  package mutating func next() -> UInt8? {
    guard remaining > 0 else { return nil }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// The next bytes as far as they are of a kind.
  package mutating func run(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let run = bytes[offset...].prefix(while: isWanted)
    offset = run.endIndex
    return run
  }

  /// What some bytes that were read spell.
  ///
  /// - Throws: `.malformed` for what is not UTF-8, or not ``Swift/String/isStreamSafe``.
  package func text(
    _ utf8: some Sequence<UInt8>, for field: @autoclosure () -> String
  ) throws(FileError) -> String {
    guard let text = String(validating: utf8, as: UTF8.self) else {
      throw FileError(file, .malformed, "\(field()) before byte \(offset) is not UTF-8")
    }
    guard text.isStreamSafe else {
      throw FileError(
        file, .malformed, "\(field()) before byte \(offset) piles up combining marks")
    }
    return text
  }

  /// - Throws: `.trailingBytes` if anything is left.
  package func finish() throws(FileError) {
    guard remaining == 0 else {
      throw FileError(
        file, .trailingBytes, "\(remaining) bytes too many, from byte \(offset) on")
    }
  }
}

extension String {
  /// Whether no more than 30 combining marks follow each other, as in Unicode's stream-safe text (UAX #15).
  ///
  /// To be hashed and compared, marks are put in order, in a time that grows with the square of their number.
  var isStreamSafe: Bool {
    var marks = 0
    for scalar in unicodeScalars {
      let isMark =
        scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
      marks = isMark ? marks + 1 : 0
      if marks > 30 { return false }
    }
    return true
  }
}
