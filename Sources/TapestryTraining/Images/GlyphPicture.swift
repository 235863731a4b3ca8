/// A grayscale image in block characters, two rows of pixels to a line of text.
///
/// A character cell is about twice as high as it is wide, so that two pixels, one over the other, come out
/// square. Of seven glyphs — empty, three shades, full, upper half, lower half — each pair of pixels gets
/// the one nearest to it. No colours, no escape codes: it looks the same in a terminal and in a log.
struct GlyphPicture {
  /// Brightness in 0...1, row by row; all rows have the same length.
  let rows: [[Double]]

  private static let glyphs: [(character: Character, upper: Double, lower: Double)] = [
    (" ", 0, 0), ("░", 0.25, 0.25), ("▒", 0.5, 0.5), ("▓", 0.75, 0.75), ("█", 1, 1),
    ("▀", 1, 0), ("▄", 0, 1),
  ]

  /// The lines of the picture, all of one width.
  var lines: [String] {
    stride(from: 0, to: rows.count, by: 2).map { index in
      let upper = rows[index]
      let lower = index + 1 < rows.count ? rows[index + 1] : Array(repeating: 0, count: upper.count)
      return String(zip(upper, lower).map(Self.nearestGlyph))
    }
  }

  static func nearestGlyph(upper: Double, lower: Double) -> Character {
    var best: (character: Character, distance: Double) = (" ", .infinity)
    for glyph in glyphs {
      let (dy, dx) = (glyph.upper - upper, glyph.lower - lower)
      let distance = dy * dy + dx * dx
      if distance < best.distance { best = (glyph.character, distance) }
    }
    return best.character
  }
}
