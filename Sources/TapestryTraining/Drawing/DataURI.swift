import TapestryCore
import TapestryIO

extension Pixels {
  /// The picture as a PNG file within an address, for pages that must not ask anyone for it.
  var dataURI: String {
    let tensor = Tensor(
      colors.flatMap { [$0.red, $0.green, $0.blue] }, shape: [height, width, 3])
    return "data:image/png;base64," + base64(PNG.encoded(tensor))
  }
}

/// Bytes in the letters of RFC 4648.
package func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = 0
    for offset in 0..<3 {
      bits = bits << 8 | (offset < group.count ? Int(group[start + offset]) : 0)
    }
    for place in 0..<4 {
      text.append(
        place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
    }
  }
  return String(decoding: text, as: UTF8.self)
}
