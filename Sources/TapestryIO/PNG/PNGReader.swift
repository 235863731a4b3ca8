import CZlib
import TapestryCore

/// Takes a PNG file apart.
struct PNGReader {
  private var reader: ByteReader
  private var palette: [UInt8] = []
  private var compressed: [UInt8] = []

  init(_ bytes: [UInt8], file: String) throws(FileError) {
    reader = ByteReader(bytes, file: file)
    let start = bytes.prefix(PNG.signature.count)
    guard Array(start) == PNG.signature else { throw FileError(file, .wrongMagic, "no PNG file") }
    _ = try reader.slice(PNG.signature.count, for: "the signature")
  }

  mutating func picture() throws(FileError) -> Tensor {
    let first = try chunk()
    guard first.name == "IHDR" else { throw malformed("it begins with \(first.name), not IHDR") }
    let header = try PNGHeader(first.contents, file: reader.file)
    var isAtEnd = false
    while !isAtEnd {
      let (name, contents) = try chunk()
      switch name {
      case "PLTE": palette = Array(contents)
      case "IDAT": compressed += contents
      case "IEND": isAtEnd = true
      // Names that begin with a capital are of chunks that cannot be passed over.
      case let name where name.first!.isUppercase:
        throw FileError(reader.file, .unsupported, "the chunk \(name) is not read")
      default: break
      }
    }
    try reader.finish()
    return try tensor(header)
  }

  private func malformed(_ detail: String) -> FileError {
    FileError(reader.file, .malformed, "as a PNG file: \(detail)")
  }

  private mutating func chunk() throws(FileError) -> (name: String, contents: ArraySlice<UInt8>) {
    let count = Int(try reader.integer(UInt32.self, .big, for: "a chunk's length"))
    let named = try reader.slice(4 + count, for: "a chunk")
    let checksum = try reader.integer(UInt32.self, .big, for: "a chunk's checksum")
    guard named.withUnsafeBytes({ crc32(of: $0) }) == checksum else {
      throw FileError(reader.file, .corrupt, "a chunk's checksum is wrong")
    }
    let letters = named.prefix(4)
    guard letters.allSatisfy({ (65...90).contains($0) || (97...122).contains($0) }) else {
      throw malformed("a chunk's name is not made of letters")
    }
    return (String(decoding: letters, as: UTF8.self), named.dropFirst(4))
  }

  private func tensor(_ header: PNGHeader) throws(FileError) -> Tensor {
    let pixels = try unfiltered(try lines(header), header)
    switch header.kind {
    case .grey: return Tensor(pixels, shape: [header.height, header.width])
    case .palette:
      guard let largest = pixels.max(), Int(largest) * 3 + 2 < palette.count else {
        throw malformed("a pixel's colour is not in the palette")
      }
      let colors = pixels.flatMap { palette[Int($0) * 3..<Int($0) * 3 + 3] }
      return Tensor(colors, shape: [header.height, header.width, 3])
    default: return Tensor(pixels, shape: [header.height, header.width, header.kind.channels])
    }
  }

  private func lines(_ header: PNGHeader) throws(FileError) -> [UInt8] {
    let (count, overflow) = (header.rowCount + 1).multipliedReportingOverflow(by: header.height)
    // What cannot have come out of so few bytes is not made room for.
    guard !overflow, count / Inflater.maximumRatio <= compressed.count else {
      throw FileError(reader.file, .truncated, "the data are too few for the picture's size")
    }
    var (status, written) = (Z_OK, uLong(count))
    let lines = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      status = uncompress(buffer.baseAddress, &written, compressed, uLong(compressed.count))
      initialized = status == Z_OK ? Int(written) : 0
    }
    guard status == Z_OK, lines.count == count else {
      throw FileError(reader.file, .corrupt, "the compressed picture is corrupt")
    }
    return lines
  }

  /// Each byte was written as the difference to what its neighbours to the left and above foretell.
  private func unfiltered(
    _ lines: [UInt8], _ header: PNGHeader
  ) throws(FileError) -> [UInt8] {
    let (width, step) = (header.rowCount, header.kind.channels)
    var pixels = [UInt8](repeating: 0, count: width * header.height)
    for row in 0..<header.height {
      let line = row * (width + 1)
      let filter = lines[line]
      guard filter <= 4 else { throw malformed("row \(row) has the filter \(filter)") }
      for column in 0..<width {
        let at = row * width + column
        let left = column < step ? 0 : pixels[at - step]
        let above = row == 0 ? 0 : pixels[at - width]
        let corner = column < step || row == 0 ? 0 : pixels[at - width - step]
        let foretold: UInt8 =
          switch filter {
          case 0: 0
          case 1: left
          case 2: above
          case 3: UInt8((Int(left) + Int(above)) / 2)
          default: paeth(left, above, corner)
          }
        pixels[at] = lines[line + 1 + column] &+ foretold
      }
    }
    return pixels
  }

  /// The one of three neighbours that is nearest to left + above − corner.
  private func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let guess = Int(left) + Int(above) - Int(corner)
    let distances = (abs(guess - Int(left)), abs(guess - Int(above)), abs(guess - Int(corner)))
    if distances.0 <= distances.1 && distances.0 <= distances.2 { return left }
    return distances.1 <= distances.2 ? above : corner
  }
}
