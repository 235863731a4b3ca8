import TapestryCore

/// What a safetensors file says about itself: 8 bytes of length, then a JSON object, then the data.
struct SafetensorsHeader {
  /// A tensor, where it lies in the file: checked to be inside, and of the size that shape and dtype need.
  struct Entry {
    let name: String
    let dtype: DType
    let shape: [Int]
    var range: Range<Int>
  }

  static let metadataKey = "__metadata__"
  /// As in the reference implementation.
  private static let maximumCount = 100_000_000

  /// In the order of the data.
  private(set) var entries: [Entry] = []
  private(set) var metadata: [String: String] = [:]

  init(of file: borrowing InputFile) throws(FileError) {
    let name = file.name
    guard file.count >= 8 else {
      throw FileError(name, .truncated, "has \(file.count) bytes, too few for safetensors")
    }
    var lengthReader = ByteReader(try file.bytes(in: 0..<8), file: name)
    let length = try lengthReader.integer(UInt64.self, .little, for: "the header's length")
    guard length <= Self.maximumCount else {
      throw FileError(
        name, .tooLarge, "its header claims \(length) bytes: this is no safetensors file")
    }
    let end = 8 + Int(length)
    guard end <= file.count else {
      throw FileError(
        name, .truncated, "its header claims \(length) bytes, \(file.count - 8) are there")
    }

    var json = JSONReader(ByteReader(try file.bytes(in: 8..<end), file: name))
    try json.object { json, key throws(FileError) in
      if key == Self.metadataKey {
        try json.object { json, key throws(FileError) in metadata[key] = try json.string() }
      } else {
        entries.append(try Self.entry(key, &json, file: name))
      }
    }
    try json.finish()
    try place(in: end..<file.count, file: name)
  }

  /// Reads `{"dtype": …, "shape": […], "data_offsets": […, …]}`.
  private static func entry(
    _ name: String, _ json: inout JSONReader, file: String
  ) throws(FileError) -> Entry {
    var dtypeName: String?
    var shape: [Int]?
    var offsets: [Int] = []
    try json.object { json, key throws(FileError) in
      switch key {
      case "dtype": dtypeName = try json.string()
      case "shape":
        var sizes: [Int] = []
        try json.array { json throws(FileError) in sizes.append(try json.number()) }
        shape = sizes
      case "data_offsets":
        try json.array { json throws(FileError) in offsets.append(try json.number()) }
      default: throw json.malformed("\(quoted(name)) has the unknown key \(quoted(key))")
      }
    }
    guard let dtypeName, let shape, offsets.count == 2 else {
      throw json.malformed("\(quoted(name)) needs dtype, shape and two data_offsets")
    }
    guard let dtype = DType.allCases.first(where: { $0.safetensorsName == dtypeName }) else {
      throw FileError(file, .unsupported, "\(quoted(name)) is of type \(quoted(dtypeName))")
    }
    guard shape.count <= Shape.maximumRank else {
      throw FileError(
        file, .unsupported, "\(quoted(name)) has \(shape.count) axes, at most 8 are possible")
    }
    guard offsets[0] <= offsets[1] else {
      throw FileError(file, .malformed, "\(quoted(name)) ends before it begins")
    }
    return Entry(name: name, dtype: dtype, shape: shape, range: offsets[0]..<offsets[1])
  }

  /// Checks that the tensors fill the data without gap or overlap, each in its size, and moves their
  /// ranges from the start of the data to that of the file.
  private mutating func place(in data: Range<Int>, file: String) throws(FileError) {
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var end = 0
    for index in entries.indices {
      let entry = entries[index]
      guard entry.range.lowerBound == end else {
        throw FileError(
          file, .malformed,
          "\(quoted(entry.name)) begins at byte \(entry.range.lowerBound) of the data, "
            + "\(entry.range.lowerBound < end ? "inside another tensor" : "after a gap")")
      }
      guard entry.range.upperBound <= data.count else {
        throw FileError(
          file, .truncated,
          "\(quoted(entry.name)) ends at byte \(entry.range.upperBound) of the data, "
            + "\(data.count) are there")
      }
      guard let size = byteCount(of: entry.shape, entry.dtype) else {
        throw FileError(file, .tooLarge, "\(quoted(entry.name)) has an absurd shape \(entry.shape)")
      }
      guard size == entry.range.count else {
        throw FileError(
          file, .malformed,
          "\(quoted(entry.name)) takes \(entry.range.count) bytes, "
            + "\(entry.dtype) \(entry.shape) needs \(size)")
      }
      end = entry.range.upperBound
      entries[index].range = data.lowerBound + entry.range.lowerBound..<data.lowerBound + end
    }
    guard end == data.count else {
      throw FileError(
        file, .trailingBytes, "\(data.count - end) bytes of the data belong to no tensor")
    }
  }
}

extension SafetensorsHeader {
  /// The bytes that come before the data, for tensors in the order of the data.
  static func text(
    for tensors: [(name: String, dtype: DType, shape: [Int])], metadata: [String: String]
  ) -> [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let pairs = metadata.sorted { $0.key < $1.key }
        .map { "\(quoted($0.key)):\(quoted($0.value))" }
      members.append("\(quoted(metadataKey)):{\(pairs.joined(separator: ","))}")
    }
    var offset = 0
    for (name, dtype, shape) in tensors {
      let end = offset + shape.reduce(dtype.itemSize, *)
      let sizes = shape.map(String.init).joined(separator: ",")
      members.append(
        "\(quoted(name)):{\"dtype\":\"\(dtype.safetensorsName)\",\"shape\":[\(sizes)],"
          + "\"data_offsets\":[\(offset),\(end)]}")
      offset = end
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    // Data that start at a multiple of 8 can be mapped into memory and used where they lie.
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    let length = UInt64(text.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + text
  }
}

extension DType {
  /// What the format calls this dtype.
  var safetensorsName: String {
    switch self {
    case .float32: "F32"
    case .float64: "F64"
    case .float16: "F16"
    case .bfloat16: "BF16"
    case .int64: "I64"
    case .int32: "I32"
    case .int16: "I16"
    case .int8: "I8"
    case .uint8: "U8"
    case .bool: "BOOL"
    }
  }

  /// The place of this dtype in the reference implementation's list, whose last go first in a file.
  var safetensorsRank: Int {
    switch self {
    case .bool: 0
    case .uint8: 1
    case .int8: 2
    case .int16: 3
    case .float16: 4
    case .bfloat16: 5
    case .int32: 6
    case .float32: 7
    case .float64: 8
    case .int64: 9
    }
  }
}
