import TapestryCore
import TapestryIO

/// Files in the IDX format, in which MNIST and its kin are published: one array of numbers, plain or gzipped.
public enum IDXFile {
  /// The array of a file: uint8, int32, float32 or float64, as it says.
  ///
  /// - Parameter maximumCount: the most bytes, uncompressed, that are accepted.
  /// - Throws: ``FileError``: it cannot be read, its first bytes are not those of IDX, its type is not one of the above,
  ///   its sizes are absurd, it is shorter or longer than its sizes say, or its compression is damaged.
  public static func load(
    _ path: String, maximumCount: Int = 1 << 30
  ) throws(FileError) -> Tensor {
    let bytes = try contents(of: path, limit: maximumCount)
    let start = bytes.narrowed(axis: 0, start: 0, length: min(bytes.count, longestHeader))
    var reader = ByteReader(start.array(as: UInt8.self), file: path)
    let (type, shape) = try header(&reader)
    let rest = bytes.narrowed(
      axis: 0, start: reader.offset, length: bytes.count - reader.offset)
    let count = try elementCount(
      shape, itemSize: type.dtype.itemSize, of: rest.count, file: path)
    switch type {
    case .uint8:
      return rest.reshaped(to: Shape(shape))
    case .int32:
      let values = try words(count, UInt32.self, rest, file: path)
      return Tensor(values.map { Int32(bitPattern: $0) }, shape: Shape(shape))
    case .float32:
      let values = try words(count, UInt32.self, rest, file: path)
      return Tensor(values.map { Float(bitPattern: $0) }, shape: Shape(shape))
    case .float64:
      let values = try words(count, UInt64.self, rest, file: path)
      return Tensor(values.map { Double(bitPattern: $0) }, shape: Shape(shape))
    }
  }

  /// The bytes of a file, uncompressed where it is gzipped: uint8 `[count]`. They are in memory once.
  private static func contents(of path: String, limit: Int) throws(FileError) -> Tensor {
    let file = try InputFile(path)
    try file.checkCount(limit: limit)
    guard Gzip.isCompressed(try file.bytes(in: 0..<min(file.count, 2))) else {
      return try Tensor(shape: [file.count], dtype: .uint8) { buffer throws(FileError) in
        try file.read(0..<file.count, into: buffer)
      }
    }
    let bytes = try file.bytes(in: 0..<file.count)
    let promised = Gzip.promisedCount(bytes)
    if promised <= limit {
      var fits = false
      let contents = try Tensor(shape: [promised], dtype: .uint8) { buffer throws(FileError) in
        fits = try Gzip.inflate(bytes, into: buffer, file: path)
      }
      if fits { return contents }
    }
    return Tensor(try Gzip.inflate(bytes, limit: limit, file: path))
  }

  /// The types that are read, by the format's codes.
  private enum ElementType: UInt8 {
    case uint8 = 0x08
    case int32 = 0x0c
    case float32 = 0x0d
    case float64 = 0x0e

    var dtype: DType {
      switch self {
      case .uint8: .uint8
      case .int32: .int32
      case .float32: .float32
      case .float64: .float64
      }
    }
  }

  private static let longestHeader = 4 + 4 * Shape.maximumRank

  /// Two zero bytes, the type, the number of axes, and the size of each.
  private static func header(
    _ reader: inout ByteReader
  ) throws(FileError) -> (ElementType, shape: [Int]) {
    let magic = try reader.integer(UInt32.self, .big, for: "the magic number")
    let code = UInt8(truncatingIfNeeded: magic >> 8)
    let rank = Int(magic & 0xff)
    guard magic >> 16 == 0, (0x08...0x0e).contains(code), rank > 0 else {
      let hex = String(magic, radix: 16)
      throw FileError(reader.file, .wrongMagic, "not an IDX file (it starts with 0x\(hex))")
    }
    guard let type = ElementType(rawValue: code), rank <= Shape.maximumRank else {
      throw FileError(
        reader.file, .unsupported, "IDX of type 0x\(String(code, radix: 16)) with \(rank) axes")
    }
    var shape: [Int] = []
    for axis in 0..<rank {
      shape.append(Int(try reader.integer(UInt32.self, .big, for: "the size of axis \(axis)")))
    }
    return (type, shape)
  }

  /// The number of elements, if so many bytes are theirs.
  private static func elementCount(
    _ shape: [Int], itemSize: Int, of available: Int, file: String
  ) throws(FileError) -> Int {
    var byteCount = itemSize
    for size in shape {
      // A size of 0 must not hide the absurdity of the others.
      let (product, overflow) = byteCount.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow else {
        throw FileError(file, .tooLarge, "claims the absurd sizes \(shape)")
      }
      byteCount = product
    }
    if shape.contains(0) { byteCount = 0 }
    guard available >= byteCount else {
      throw FileError(
        file, .truncated,
        "claims the sizes \(shape), \(byteCount) bytes, but \(available) are there")
    }
    guard available == byteCount else {
      throw FileError(
        file, .trailingBytes,
        "has \(available - byteCount) bytes more than the \(byteCount) of its sizes \(shape)")
    }
    return byteCount / itemSize
  }

  private static func words<Word: FixedWidthInteger & UnsignedInteger>(
    _ count: Int, _ type: Word.Type, _ bytes: Tensor, file: String
  ) throws(FileError) -> [Word] {
    var reader = ByteReader(bytes.array(as: UInt8.self), file: file)
    var words: [Word] = []
    words.reserveCapacity(count)
    for _ in 0..<count { words.append(try reader.integer(Word.self, .big, for: "an element")) }
    return words
  }
}
