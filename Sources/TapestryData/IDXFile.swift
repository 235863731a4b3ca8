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
    var bytes = try InputFile.contents(of: path, limit: maximumCount)
    if Gzip.isCompressed(bytes) {
      bytes = try Gzip.inflate(bytes, limit: maximumCount, file: path)
    }
    var reader = ByteReader(bytes, file: path)
    let (type, shape) = try header(&reader)
    let count = try elementCount(shape, itemSize: type.dtype.itemSize, &reader)
    switch type {
    case .uint8:
      return Tensor(shape: Shape(shape), dtype: .uint8) { reader.copyRest(to: $0) }
    case .int32:
      let values = try words(count, UInt32.self, &reader)
      return Tensor(values.map { Int32(bitPattern: $0) }, shape: Shape(shape))
    case .float32:
      let values = try words(count, UInt32.self, &reader)
      return Tensor(values.map { Float(bitPattern: $0) }, shape: Shape(shape))
    case .float64:
      let values = try words(count, UInt64.self, &reader)
      return Tensor(values.map { Double(bitPattern: $0) }, shape: Shape(shape))
    }
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

  /// The number of elements, if that is what follows.
  private static func elementCount(
    _ shape: [Int], itemSize: Int, _ reader: inout ByteReader
  ) throws(FileError) -> Int {
    var byteCount = itemSize
    for size in shape {
      // A size of 0 must not hide the absurdity of the others.
      let (product, overflow) = byteCount.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow else {
        throw FileError(reader.file, .tooLarge, "claims the absurd sizes \(shape)")
      }
      byteCount = product
    }
    if shape.contains(0) { byteCount = 0 }
    guard reader.remaining >= byteCount else {
      throw FileError(
        reader.file, .truncated,
        "claims the sizes \(shape), \(byteCount) bytes, but \(reader.remaining) are there")
    }
    guard reader.remaining == byteCount else {
      throw FileError(
        reader.file, .trailingBytes,
        "has \(reader.remaining - byteCount) bytes more than the \(byteCount) of its sizes \(shape)"
      )
    }
    return byteCount / itemSize
  }

  private static func words<Word: FixedWidthInteger & UnsignedInteger>(
    _ count: Int, _ type: Word.Type, _ reader: inout ByteReader
  ) throws(FileError) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(count)
    for _ in 0..<count { words.append(try reader.integer(Word.self, .big, for: "an element")) }
    return words
  }
}
