import TapestryCore

/// What stands in front of an array's bytes in a `.npy` file: its dtype, shape and order.
struct NPYHeader {
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// The bytes at a file's start that tell how long the header is.
  static let startCount = 12
  private static let maximumCount = 1 << 16

  let dtype: DType
  let shape: [Int]
  let isByteSwapped: Bool
  /// Whether the first axis is the one whose neighbours lie side by side, as in Fortran.
  let isColumnMajor: Bool

  /// Where the header's text lies, in a file or entry that begins with `start`.
  ///
  /// - Throws: `.wrongMagic`, `.unsupported`, `.tooLarge`, `.truncated`.
  static func place(
    in start: [UInt8], count: Int, file: String
  ) throws(FileError) -> Range<Int> {
    var reader = ByteReader(start, file: file)
    guard start.starts(with: magic) else {
      throw FileError(file, .wrongMagic, "no array of NumPy's")
    }
    _ = try reader.slice(magic.count, for: "the signature")
    let version = try reader.integer(UInt8.self, .little, for: "the version")
    _ = try reader.slice(1, for: "the version")
    guard (1...3).contains(version) else {
      throw FileError(file, .unsupported, "is of version \(version) of the format, not 1 to 3")
    }
    let length =
      version == 1
      ? Int(try reader.integer(UInt16.self, .little, for: "the header's length"))
      : Int(try reader.integer(UInt32.self, .little, for: "the header's length"))
    guard length <= maximumCount else {
      throw FileError(file, .tooLarge, "its header claims \(length) bytes")
    }
    guard length <= count - reader.offset else {
      throw FileError(
        file, .truncated,
        "its header claims \(length) bytes, \(count - reader.offset) are there")
    }
    return reader.offset..<reader.offset + length
  }

  /// - Parameters:
  ///   - text: a dictionary as Python writes it.
  ///   - dataCount: the bytes that follow it.
  init(_ text: [UInt8], dataCount: Int, file: String) throws(FileError) {
    var text = PythonLiteral(ByteReader(text, file: file))
    var (type, order, sizes): (String?, Bool?, [Int]?) = (nil, nil, nil)
    try text.dictionary { text, key throws(FileError) in
      switch key {
      case "descr": type = try text.string()
      case "fortran_order": order = try text.bool()
      case "shape": sizes = try text.tuple()
      default: throw text.malformed("the unknown key \(quoted(key))")
      }
    }
    guard let type, let order, let sizes else {
      throw text.malformed("descr, fortran_order and shape are needed")
    }
    guard let dtype = DType.allCases.first(where: { $0.numPyCode == type.dropFirst() }),
      let mark = type.first, "<>|=".contains(mark)
    else {
      throw FileError(file, .unsupported, "is an array of type \(quoted(type))")
    }
    guard sizes.count <= Shape.maximumRank else {
      throw FileError(
        file, .unsupported,
        "has \(sizes.count) axes, at most \(Shape.maximumRank) are possible")
    }
    guard let count = byteCount(of: sizes, dtype) else {
      throw FileError(file, .tooLarge, "has an absurd shape \(sizes)")
    }
    guard count == dataCount else {
      throw FileError(
        file, count > dataCount ? .truncated : .trailingBytes,
        "\(dtype) \(sizes) needs \(count) bytes, \(dataCount) are there")
    }
    self.dtype = dtype
    shape = sizes
    isByteSwapped = mark == ">"
    isColumnMajor = order
  }

  /// The tensor whose bytes `read` fetches as they lie in the file.
  func tensor(
    file: String, read: (UnsafeMutableRawBufferPointer) throws(FileError) -> Void
  ) throws(FileError) -> Tensor {
    let stored = try Tensor(
      shape: isColumnMajor ? shape.reversed() : shape, dtype: dtype, named: "the array", in: file,
      isByteSwapped: isByteSwapped, read: read)
    return isColumnMajor
      ? Tensor(
        viewOf: stored, shape: Shape(shape), strides: Strides(stored.strides.reversed()), offset: 0,
        keepsBase: false) : stored
  }

  /// The bytes in front of a row-major array, of version 1, padded so that the array begins at a multiple of 64.
  static func bytes(_ dtype: DType, _ shape: Shape) -> [UInt8] {
    let sizes = shape.count == 1 ? "\(shape[0])," : shape.map(String.init).joined(separator: ", ")
    let mark = dtype.itemSize == 1 ? "|" : "<"
    var text = Array(
      "{'descr': '\(mark)\(dtype.numPyCode)', 'fortran_order': False, 'shape': (\(sizes)), }".utf8)
    let unpadded = magic.count + 4 + text.count + 1
    text += [UInt8](repeating: 0x20, count: (64 - unpadded % 64) % 64) + [0x0a]
    return magic + [1, 0] + littleEndian(text.count, 2) + text
  }
}

extension DType {
  /// What NumPy calls this dtype, without the byte order. It has no bfloat16.
  var numPyCode: String {
    switch self {
    case .float32: "f4"
    case .float64: "f8"
    case .float16: "f2"
    case .bfloat16: "bfloat16"
    case .int64: "i8"
    case .int32: "i4"
    case .int16: "i2"
    case .int8: "i1"
    case .uint8: "u1"
    case .bool: "b1"
    }
  }
}
