import Synchronization

/// Letters made of lines, for pictures that must carry their own text.
///
/// A letter fits into the width that ``TextWidth`` keeps for it. Its lines are drawn with a round pen, so that they
/// are as smooth at any size as the pen is.
package enum StrokeFont {
  /// The letter's lines in ems, from the beginning of its room on the base line, upwards.
  package static func strokes(of character: Character) -> [[Spot]] {
    cache.withLock { known in
      if let strokes = known[character] { return strokes }
      let strokes = made(character)
      known[character] = strokes
      return strokes
    }
  }

  // Letters come again and again, and each is some arithmetic.
  private static let cache = Mutex<[Character: [[Spot]]]>([:])

  /// Whether the font has the letter; a box stands for others.
  package static func has(_ character: Character) -> Bool { outline(of: character) != nil }

  private static func made(_ character: Character) -> [[Spot]] {
    let width = TextWidth.inEms(character)
    if let outline = outline(of: character) { return centred(outline, at: width / 2) }
    // A box, as everywhere, stands for what has no letter.
    let (left, right) = (0.1, width - 0.1)
    return [
      [Spot(left, 0), Spot(left, 0.72), Spot(right, 0.72), Spot(right, 0), Spot(left, 0)]
    ]
  }

  /// The letter's lines, wherever they begin; nil where the font lacks it.
  private static func outline(of character: Character) -> [[Spot]]? {
    if TextWidth.isBlank(character) { return [] }
    if let twin = StrokeLetters.twins[character] { return outline(of: twin) }
    if let path = StrokeLetters.path(of: character) { return flattened(path) }
    if let capital = StrokeLetters.capitalOfSmall[character] {
      return outline(of: capital).map { scaled($0, by: 11 / 14.5) }
    }
    if let index = StrokeLetters.indices[character] {
      return outline(of: index.letter).map { scaled($0, by: 0.6, lift: index.lift) }
    }
    return StrokeLetters.accented[character].flatMap { accented($0.letter, $0.accent) }
  }

  private static func accented(
    _ letter: Character, _ accent: StrokeLetters.Accent
  ) -> [[Spot]]? {
    // The dot of an i makes way for what stands there instead.
    let bare: [Character: Character] = accent.isBelow ? [:] : ["i": "ı", "j": "ȷ", "і": "ı"]
    guard let base = outline(of: bare[letter] ?? letter), let span = span(base) else { return nil }
    let smallHeight = 11.0 / 20
    let height = base.joined().map(\.y).max()!
    let mark = scaled(
      flattened(accent.path), by: 1, lift: accent.isBelow ? 0 : height - smallHeight)
    return base + centred(mark, at: (span.lowerBound + span.upperBound) / 2)
  }

  private static func scaled(
    _ lines: [[Spot]], by factor: Double, lift: Double = 0
  ) -> [[Spot]] {
    lines.map { $0.map { Spot($0.x * factor, $0.y * factor + lift) } }
  }

  private static func span(_ lines: [[Spot]]) -> ClosedRange<Double>? {
    let xs = lines.joined().map(\.x)
    guard let low = xs.min(), let high = xs.max() else { return nil }
    return low...high
  }

  private static func centred(_ lines: [[Spot]], at middle: Double) -> [[Spot]] {
    guard let span = span(lines) else { return [] }
    let shift = middle - (span.lowerBound + span.upperBound) / 2
    return lines.map { $0.map { Spot($0.x + shift, $0.y) } }
  }

  /// The lines of a path in twentieths of an em. `M` begins a line, `L` goes straight, `Q` is a parabola with one
  /// handle; `h` and `v` are a quarter of an ellipse that leaves level or upright.
  private static func flattened(_ path: String) -> [[Spot]] {
    var lines: [[Spot]] = []
    var rest = path[...]
    while let command = rest.popFirst() {
      let end = rest.firstIndex { $0.isLetter } ?? rest.endIndex
      let numbers = rest[..<end].split(separator: " ").map { Double($0)! / 20 }
      rest = rest[end...]
      let to = Spot(numbers[numbers.count - 2], numbers[numbers.count - 1])
      guard command != "M" else {
        lines.append([to])
        continue
      }
      let from = lines[lines.count - 1].last!
      let (dx, dy) = (to.x - from.x, to.y - from.y)
      for step in 1...(command == "L" ? 1 : 8) {
        let t = Double(step) / 8
        let spot: Spot
        switch command {
        case "h": spot = Spot(from.x + dx * sine(t), from.y + dy * (1 - sine(1 - t)))
        case "v": spot = Spot(from.x + dx * (1 - sine(1 - t)), from.y + dy * sine(t))
        case "Q":
          let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
          spot = Spot(
            a * from.x + b * numbers[0] + c * to.x, a * from.y + b * numbers[1] + c * to.y)
        default: spot = to
        }
        lines[lines.count - 1].append(spot)
      }
    }
    return lines
  }

  /// sin(π/2 · t) for t in 0...1.
  private static func sine(_ t: Double) -> Double {
    let x = t * .pi / 2, y = x * x
    return x * (1 - y / 6 * (1 - y / 20 * (1 - y / 42 * (1 - y / 72))))
  }
}
