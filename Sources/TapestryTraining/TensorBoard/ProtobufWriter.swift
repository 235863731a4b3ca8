/// Writes messages of protocol buffers, field by field.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// How a field's value is laid out.
  private enum WireType: UInt64 {
    case varint = 0
    case fixed64 = 1
    case lengthDelimited = 2
    case fixed32 = 5
  }

  /// An `int32`, `int64` or enumeration.
  mutating func write(_ field: Int, _ value: Int) {
    writeTag(field, .varint)
    writeVarint(UInt64(bitPattern: Int64(value)))
  }

  mutating func write(_ field: Int, _ value: Double) {
    writeTag(field, .fixed64)
    writeLittleEndian(value.bitPattern)
  }

  mutating func write(_ field: Int, _ value: Float) {
    writeTag(field, .fixed32)
    writeLittleEndian(value.bitPattern)
  }

  mutating func write(_ field: Int, _ text: String) { write(field, Array(text.utf8)) }

  mutating func write(_ field: Int, _ contents: [UInt8]) {
    writeTag(field, .lengthDelimited)
    writeVarint(UInt64(contents.count))
    bytes += contents
  }

  /// A repeated `double`, packed.
  mutating func write(_ field: Int, _ values: [Double]) {
    writeTag(field, .lengthDelimited)
    writeVarint(UInt64(8 * values.count))
    for value in values { writeLittleEndian(value.bitPattern) }
  }

  mutating func write(_ field: Int, _ message: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    message(&inner)
    write(field, inner.bytes)
  }

  private mutating func writeTag(_ field: Int, _ type: WireType) {
    writeVarint(UInt64(field) << 3 | type.rawValue)
  }

  private mutating func writeVarint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func writeLittleEndian(_ value: some FixedWidthInteger) {
    bytes += littleEndianBytes(value)
  }
}

func littleEndianBytes(_ value: some FixedWidthInteger) -> [UInt8] {
  stride(from: 0, to: value.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: value >> $0) }
}
