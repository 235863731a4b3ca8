import CZlib
import TapestryCore

/// Pictures in PNG files (ISO/IEC 15948), of 8 bits a channel.
///
/// ```swift
/// try PNG.save(digits[0], to: "digit.png")        // uint8 [28, 28]
/// let photo = try PNG.load("photo.png")           // uint8 [height, width, 3]
/// ```
///
/// Grey pictures are `[height, width]`; the others `[height, width, channels]` with 2 channels (grey, alpha), 3 (red, green,
/// blue) or 4 (and alpha). Read are also pictures with a palette, which become red, green and blue. Pictures of other depths
/// and interlaced ones are errors.
public enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  /// The picture in a file: uint8.
  ///
  /// - Throws: ``FileError``, which names the file and the reason. Memory stays in proportion to the file's size.
  public static func load(_ path: String) throws(FileError) -> Tensor {
    var reader = try PNGReader(InputFile.contents(of: path, limit: 1 << 30), file: path)
    return try reader.picture()
  }

  /// Writes a picture, replacing a file of the same name as a whole or not at all.
  ///
  /// - Parameter picture: uint8 `[height, width]`, or `[height, width, channels]` with 1 to 4 channels; not empty.
  /// - Throws: ``FileError`` if the file cannot be written.
  public static func save(
    _ picture: Tensor, to path: String, file: StaticString = #fileID, line: UInt = #line
  ) throws(FileError) {
    let bytes = encoded(picture, file: file, line: line)
    let output = try AtomicFile(path)
    try output.write(bytes)
    try output.commit()
  }

  /// The bytes of a PNG file that holds a picture, such as a web page or an event file takes them in.
  ///
  /// - Parameter picture: as for ``save(_:to:file:line:)``.
  public static func encoded(
    _ picture: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> [UInt8] {
    let (shape, dtype) = (picture.shape, picture.dtype)
    let channels = picture.rank == 3 ? shape[2] : 1
    demand(
      dtype == .uint8 && (2...3).contains(picture.rank) && picture.count > 0
        && (1...4).contains(channels),
      "PNG: \(dtype) \(shape); uint8 [height, width] or [height, width, 1…4] is needed",
      file: file, line: line)
    let kind: PNGHeader.Kind = [.grey, .greyAlpha, .color, .colorAlpha][channels - 1]
    let header = PNGHeader(width: shape[1], height: shape[0], kind: kind)
    return signature + chunk("IHDR", header.bytes)
      + chunk("IDAT", compressed(lines(of: picture, width: shape[1] * channels)))
      + chunk("IEND", [])
  }

  /// The rows, each after the number of its filter: none.
  private static func lines(of picture: Tensor, width: Int) -> [UInt8] {
    let pixels = picture.array(as: UInt8.self)
    var lines: [UInt8] = []
    lines.reserveCapacity(pixels.count + pixels.count / width)
    for row in stride(from: 0, to: pixels.count, by: width) {
      lines.append(0)
      lines += pixels[row..<row + width]
    }
    return lines
  }

  private static func compressed(_ bytes: [UInt8]) -> [UInt8] {
    let bound = compressBound(uLong(bytes.count))
    return [UInt8](unsafeUninitializedCapacity: Int(bound)) { buffer, count in
      var written = bound
      // It has room enough, so that nothing but a lack of memory can go wrong.
      let status = compress(buffer.baseAddress, &written, bytes, uLong(bytes.count))
      precondition(status == Z_OK, "zlib: status \(status)")
      count = Int(written)
    }
  }

  private static func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + contents
    let checksum = named.withUnsafeBytes { crc32(of: $0) }
    return bigEndian(contents.count) + named + bigEndian(Int(checksum))
  }

  static func bigEndian(_ value: Int) -> [UInt8] {
    (0..<4).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
