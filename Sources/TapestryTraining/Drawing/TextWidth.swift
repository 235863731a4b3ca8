/// How wide text will be, where the font that shows it cannot be asked.
///
/// Measured against DejaVu Sans, the widest of the sans-serif fonts that are common on screens: in any other,
/// text takes less room than was kept for it.
package enum TextWidth {
  /// The advances of the characters from the space to the tilde, in thousandths of the font's size.
  private static let advances: [UInt16] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]

  /// Those from Α to ω.
  private static let greekAdvances: [UInt16] = [
    684, 686, 557, 684, 632, 685, 752, 787, 295, 656, 684, 863, 748, 632, 787, 752, 603, 632, 632,
    611, 611, 787, 685, 787, 764, 295, 611, 659, 541, 634, 338, 579, 659, 638, 592, 612, 541, 544,
    634, 612, 338, 589, 592, 636, 559, 558, 612, 602, 635, 587, 634, 602, 579, 660, 578, 660, 837,
  ]

  /// Those from А to я.
  private static let cyrillicAdvances: [UInt16] = [
    684, 686, 686, 610, 781, 632, 1077, 641, 748, 748, 710, 752, 863, 752, 787, 752, 603, 698, 611,
    609, 861, 685, 776, 686, 1069, 1094, 833, 882, 686, 698, 1080, 695, 613, 617, 589, 525, 691,
    615, 901, 532, 650, 650, 604, 639, 754, 654, 612, 654, 635, 550, 583, 592, 855, 592, 681, 591,
    915, 942, 707, 790, 589, 549, 842, 602,
  ]

  /// Bold letters are this much wider.
  static let boldRatio = 1.12

  static func inEms(_ text: String) -> Double {
    text.reduce(0) { $0 + inEms($1) }
  }

  package static func inEms(_ character: Character) -> Double {
    let scalar = character.unicodeScalars.first!
    if (0x20..<0x7f).contains(scalar.value) {
      return Double(advances[Int(scalar.value) - 0x20]) / 1000
    }
    if isBlank(character) { return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 0.318 }
    if let letter = StrokeLetters.accented[character]?.letter { return inEms(letter) }
    if let index = StrokeLetters.indices[character] { return 0.65 * inEms(index.letter) }
    for (first, advances) in [(0x391, greekAdvances), (0x410, cyrillicAdvances)] {
      let place = Int(scalar.value) - first
      if advances.indices.contains(place) { return Double(advances[place]) / 1000 }
    }
    return switch character {
    case "¡": 0.4
    case "·", "’", "‘", "‚", "′", "ı", "ł": 0.318
    case "°", "–", "†", "§", "∫", "∂", "‖", "ℓ", "⟨", "⟩", "⌈", "⌉", "⌊", "⌋", "‹", "›", "“", "”",
      "„", "¿":
      0.52
    case "«", "»", "€", "£", "¥", "¢", "•", "ø", "đ", "ð", "þ", "ŋ", "ß", "√", "µ": 0.64
    default: isWide(scalar) ? 1.2 : scalar.value < 0x250 || isSign(scalar) ? 0.84 : 1
    }
  }

  /// Whether nothing is seen of a character: a space of any kind, or what only tells how others are shown.
  static func isBlank(_ character: Character) -> Bool {
    character.isWhitespace
      || character.unicodeScalars.allSatisfy(\.properties.isDefaultIgnorableCodePoint)
  }

  /// Whether a character is an arrow or a sign of mathematics.
  private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
    (0x2190...0x22ff).contains(scalar.value)
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
