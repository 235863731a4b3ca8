import TapestryIO

/// A file of records, each with its length and two checksums: TensorFlow's TFRecord.
struct RecordFile: ~Copyable {
  private let file: GrowingFile

  init(_ path: String) throws(FileError) { file = try GrowingFile(path) }

  func append(_ record: [UInt8]) throws(FileError) { try file.append(RecordFile.frame(record)) }

  /// A record as it stands in the file.
  static func frame(_ record: [UInt8]) -> [UInt8] {
    let length = littleEndianBytes(UInt64(record.count))
    return length + littleEndianBytes(CRC32C.masked(length)) + record
      + littleEndianBytes(CRC32C.masked(record))
  }
}
