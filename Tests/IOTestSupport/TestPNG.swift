import CZlib

/// A PNG file put together for a test.
package struct TestPNG {
  package var size: (width: Int, height: Int)
  package var kind: UInt8
  package var depth: UInt8 = 8
  package var others: [(String, [UInt8])] = []
  private let lines: [UInt8]

  /// Every row by one filter, from the differences that the format describes.
  ///
  /// - Parameter pixels: `[height, width]` or `[height, width, channels]`, flat.
  package init(_ pixels: [Int], width: Int, height: Int, filter: Int) {
    let channels = pixels.count / (width * height)
    size = (width, height)
    kind = [0, 4, 2, 6][channels - 1]
    let width = width * channels
    var lines: [UInt8] = []
    for y in 0..<height {
      lines.append(UInt8(filter))
      for x in 0..<width {
        func value(_ dx: Int, _ dy: Int) -> Int {
          x < dx || y < dy ? 0 : pixels[(y - dy) * width + x - dx]
        }
        let (a, b, c) = (value(channels, 0), value(0, 1), value(channels, 1))
        let nearest = [a, b, c].min { abs(a + b - c - $0) < abs(a + b - c - $1) }!
        let guess = [0, a, b, (a + b) / 2, nearest][filter]
        lines.append(UInt8((value(0, 0) - guess) & 255))
      }
    }
    self.lines = lines
  }

  package var bytes: [UInt8] {
    var bound = compressBound(uLong(lines.count))
    var data = [UInt8](repeating: 0, count: Int(bound))
    compress(&data, &bound, lines, uLong(lines.count))
    data.removeLast(data.count - Int(bound))
    let header = word(size.width) + word(size.height) + [depth, kind, 0, 0, 0]
    let chunks = [("IHDR", header)] + others + [("IDAT", data), ("IEND", [])]
    return [137, 80, 78, 71, 13, 10, 26, 10] + chunks.flatMap(chunk)
  }

  private func word(_ value: Int) -> [UInt8] { TestPNG.word(value) }

  private static func word(_ value: Int) -> [UInt8] {
    (0..<4).map { UInt8(value >> (24 - 8 * $0) & 255) }
  }

  private func chunk(_ name: String, _ contents: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + contents
    return word(contents.count) + named + word(Int(crc32(0, named, UInt32(named.count))))
  }

  /// Damaged bytes whose chunks have the checksums that belong to them, as far as chunks can be made out.
  package static func withChecksums(_ bytes: [UInt8]) -> [UInt8] {
    var (bytes, at) = (bytes, 8)
    while at + 12 <= bytes.count {
      let count = bytes[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = at + 8 + count
      if end + 4 > bytes.count { break }
      let named = Array(bytes[at + 4..<end])
      bytes.replaceSubrange(end..<end + 4, with: word(Int(crc32(0, named, UInt32(named.count)))))
      at = end + 4
    }
    return bytes
  }
}
