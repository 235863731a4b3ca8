import Synchronization

/// Letters made of lines, for pictures that must carry their own text.
///
/// A letter fits into the width that ``TextWidth`` keeps for it. Its lines are drawn with a round pen, so that they
/// are as smooth at any size as the pen is.
enum StrokeFont {
  /// The letter's lines in ems, from the beginning of its room on the base line, upwards.
  static func strokes(of character: Character) -> [[Spot]] {
    cache.withLock { known in
      if let strokes = known[character] { return strokes }
      let strokes = made(character)
      known[character] = strokes
      return strokes
    }
  }

  // Letters come again and again, and each is some arithmetic.
  private static let cache = Mutex<[Character: [[Spot]]]>([:])

  private static func made(_ character: Character) -> [[Spot]] {
    guard character != " " else { return [] }
    if let path = StrokeLetters.paths[character] {
      return centred(flattened(path), width: TextWidth.inEms(character))
    }
    if let (letter, accent) = StrokeLetters.accented[character],
      let base = StrokeLetters.paths[letter], let mark = StrokeLetters.accents[accent]
    {
      let width = TextWidth.inEms(character)
      let isTall = letter.isUppercase
      // The dot of an i makes way for what stands there instead.
      let lines = flattened(letter == "i" ? "M0 0L0 11" : base)
      let lift = accent == "¸" || !isTall ? 0 : 3.5 / 20
      return centred(lines, width: width)
        + centred(flattened(mark), width: width).map { $0.map { Spot($0.x, $0.y + lift) } }
    }
    if let digit = subscriptDigit(character), let path = StrokeLetters.paths[digit] {
      let small = flattened(path).map { $0.map { Spot($0.x * 0.6, $0.y * 0.6 - 0.1) } }
      return centred(small, width: TextWidth.inEms(character))
    }
    // A box, as everywhere, stands for what has no letter.
    let width = TextWidth.inEms(character)
    let (left, right) = (0.1, width - 0.1)
    return [
      [Spot(left, 0), Spot(left, 0.72), Spot(right, 0.72), Spot(right, 0), Spot(left, 0)]
    ]
  }

  private static func subscriptDigit(_ character: Character) -> Character? {
    guard let value = character.unicodeScalars.first?.value, (0x2080...0x2089).contains(value)
    else { return nil }
    return Character(String(value - 0x2080))
  }

  private static func centred(_ lines: [[Spot]], width: Double) -> [[Spot]] {
    let xs = lines.joined().map(\.x)
    guard let low = xs.min(), let high = xs.max() else { return [] }
    let shift = (width - low - high) / 2
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
