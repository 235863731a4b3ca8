/// Writes a zip archive, which appears under its name whole or not at all.
///
/// Entries follow each other in the order in which they are added. Numbers beyond 32 bits are written as zip64 has them.
struct ZipWriter: ~Copyable {
  private struct Record {
    let name: [UInt8]
    let isDeflated: Bool
    let crc: UInt32
    let compressedCount: Int
    let count: Int
    let offset: Int
  }

  private let path: String
  private let file: AtomicFile
  private let alignment: Int
  private var records: [Record] = []
  private var offset = 0

  /// - Parameter alignment: the contents of entries begin at multiples of this.
  init(_ path: String, alignment: Int = 1) throws(FileError) {
    file = try AtomicFile(path)
    self.path = path
    self.alignment = alignment
  }

  mutating func add(
    _ name: String, _ bytes: [UInt8], isDeflated: Bool = false
  ) throws(FileError) {
    try bytes.span.bytes.withUnsafeBytes { buffer throws(FileError) in
      try add(name, buffer, isDeflated: isDeflated)
    }
  }

  mutating func add(
    _ name: String, _ bytes: UnsafeRawBufferPointer, isDeflated: Bool = false
  ) throws(FileError) {
    let crc = crc32(of: bytes)
    if isDeflated {
      let deflated = try deflate(bytes, file: path)
      try begin(name, isDeflated: true, crc, deflated.count, bytes.count)
      try file.write(deflated)
      offset += deflated.count
    } else {
      try begin(name, isDeflated: false, crc, bytes.count, bytes.count)
      try file.write(bytes)
      offset += bytes.count
    }
  }

  /// Writes the directory and gives the file its name.
  consuming func commit() throws(FileError) {
    let directory = records.flatMap(Self.directoryRecord)
    var end: [UInt8] = []
    let needs64 = records.count >= 0xffff || offset + directory.count >= 0xffff_ffff
    if needs64 {
      end += littleEndian(0x0606_4b50, 4) + littleEndian(44, 8) + littleEndian(45, 2)
      end += littleEndian(45, 2) + littleEndian(0, 8) + littleEndian(records.count, 8)
      end += littleEndian(records.count, 8) + littleEndian(directory.count, 8)
      end += littleEndian(offset, 8)
      end += littleEndian(0x0706_4b50, 4) + littleEndian(0, 4)
      end += littleEndian(offset + directory.count, 8) + littleEndian(1, 4)
    }
    let count = min(records.count, 0xffff)
    end += littleEndian(0x0605_4b50, 4) + littleEndian(0, 4) + littleEndian(count, 2)
    end += littleEndian(count, 2) + littleEndian(min(directory.count, 0xffff_ffff), 4)
    end += littleEndian(min(offset, 0xffff_ffff), 4) + littleEndian(0, 2)
    try file.write(directory)
    try file.write(end)
    try file.commit()
  }

  /// Writes an entry's own header.
  private mutating func begin(
    _ name: String, isDeflated: Bool, _ crc: UInt32, _ compressedCount: Int, _ count: Int
  ) throws(FileError) {
    let record = Record(
      name: Array(name.utf8), isDeflated: isDeflated, crc: crc, compressedCount: compressedCount,
      count: count, offset: offset)
    var extra: [UInt8] = []
    if max(count, compressedCount) >= 0xffff_ffff {
      extra += littleEndian(1, 2) + littleEndian(16, 2) + littleEndian(count, 8)
      extra += littleEndian(compressedCount, 8)
    }
    let end = offset + 30 + record.name.count + extra.count
    if !end.isMultiple(of: alignment) {
      // A field of an identifier that nobody knows is passed over; its head takes 4 bytes.
      let padding = (alignment - (end + 4) % alignment) % alignment
      extra += littleEndian(0x4246, 2) + littleEndian(padding, 2)
      extra += [UInt8](repeating: 0x5a, count: padding)
    }
    let header =
      littleEndian(0x0403_4b50, 4) + Self.common(record) + littleEndian(record.name.count, 2)
      + littleEndian(extra.count, 2) + record.name + extra
    try file.write(header)
    offset += header.count
    records.append(record)
  }

  private static func directoryRecord(_ record: Record) -> [UInt8] {
    var wide: [UInt8] = []
    if max(record.count, record.compressedCount) >= 0xffff_ffff {
      wide += littleEndian(record.count, 8) + littleEndian(record.compressedCount, 8)
    }
    if record.offset >= 0xffff_ffff { wide += littleEndian(record.offset, 8) }
    let extra = wide.isEmpty ? [] : littleEndian(1, 2) + littleEndian(wide.count, 2) + wide
    return littleEndian(0x0201_4b50, 4) + littleEndian(45, 2) + common(record)
      + littleEndian(record.name.count, 2) + littleEndian(extra.count, 2) + littleEndian(0, 10)
      + littleEndian(min(record.offset, 0xffff_ffff), 4) + record.name + extra
  }

  /// What stands in both headers of an entry.
  private static func common(_ record: Record) -> [UInt8] {
    // Where one of the two sizes needs 64 bits, both are written so.
    let isWide = max(record.count, record.compressedCount) >= 0xffff_ffff
    // The name is UTF-8, and the date the first that the format has: equal contents are equal files.
    return littleEndian(45, 2) + littleEndian(0x0800, 2)
      + littleEndian(record.isDeflated ? 8 : 0, 2) + littleEndian(0x0021_0000, 4)
      + littleEndian(Int(record.crc), 4)
      + littleEndian(isWide ? 0xffff_ffff : record.compressedCount, 4)
      + littleEndian(isWide ? 0xffff_ffff : record.count, 4)
  }
}

/// The lowest bytes of a number, the least first.
func littleEndian(_ number: Int, _ count: Int) -> [UInt8] {
  (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
}
