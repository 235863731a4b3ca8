/// How wide text will be, where the font that shows it cannot be asked.
///
/// Measured against DejaVu Sans, the widest of the sans-serif fonts that are common on screens: in any other,
/// text takes less room than was kept for it.
enum TextWidth {
  /// The advances of the characters from the space to the tilde, in thousandths of the font's size.
  private static let advances: [UInt16] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]

  /// Bold letters are this much wider.
  static let boldRatio = 1.12

  static func inEms(_ text: String) -> Double {
    text.reduce(0) { $0 + inEms($1) }
  }

  static func inEms(_ character: Character) -> Double {
    let scalar = character.unicodeScalars.first!
    if (0x20..<0x7f).contains(scalar.value) {
      return Double(advances[Int(scalar.value) - 0x20]) / 1000
    }
    return switch character {
    case "·", "’", "‘": 0.318
    case "°", "–", "²", "³", "\u{2080}"..."\u{2089}": 0.5
    default: isWide(scalar) ? 1.2 : scalar.value < 0x250 ? 0.8 : 1
    }
  }

  static func inCells(_ text: String) -> Int {
    text.reduce(0) { $0 + (isWide($1.unicodeScalars.first!) ? 2 : 1) }
  }

  /// Whether a character takes two cells of a terminal, as those of Chinese, Japanese and Korean do, and
  /// pictures.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      true
    default: false
    }
  }
}
