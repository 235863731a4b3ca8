/// The first chunk of a PNG file.
struct PNGHeader {
  enum Kind: UInt8 {
    case grey = 0
    case color = 2
    case palette = 3
    case greyAlpha = 4
    case colorAlpha = 6

    /// How many bytes a pixel has in the file.
    var channels: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .color: 3
      case .colorAlpha: 4
      }
    }
  }

  let width, height: Int
  let kind: Kind

  init(width: Int, height: Int, kind: Kind) {
    (self.width, self.height, self.kind) = (width, height, kind)
  }

  /// - Throws: `.malformed`, `.unsupported`.
  init(_ chunk: ArraySlice<UInt8>, file: String) throws(FileError) {
    var reader = ByteReader(Array(chunk), file: file)
    let width = try reader.integer(UInt32.self, .big, for: "the width")
    let height = try reader.integer(UInt32.self, .big, for: "the height")
    let depth = try reader.integer(UInt8.self, .big, for: "the depth")
    let color = try reader.integer(UInt8.self, .big, for: "the kind of colour")
    let methods = try reader.integer(UInt16.self, .big, for: "the methods")
    let interlacing = try reader.integer(UInt8.self, .big, for: "the interlacing")
    try reader.finish()
    guard (1...Int(Int32.max)).contains(Int(width)), (1...Int(Int32.max)).contains(Int(height)),
      let kind = Kind(rawValue: color), methods == 0, interlacing <= 1
    else { throw FileError(file, .malformed, "the PNG header is not one") }
    guard depth == 8, interlacing == 0 else {
      let what = depth == 8 ? "interlaced" : "of \(depth) bits a channel"
      throw FileError(file, .unsupported, "a PNG picture \(what) is not read")
    }
    self.init(width: Int(width), height: Int(height), kind: kind)
  }

  var bytes: [UInt8] {
    PNG.bigEndian(width) + PNG.bigEndian(height) + [8, kind.rawValue, 0, 0, 0]
  }

  /// The bytes of a row, without the number of its filter.
  var rowCount: Int { width * kind.channels }
}
