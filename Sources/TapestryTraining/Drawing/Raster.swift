/// A drawing as points of colour.
///
/// Edges are smooth: a point takes as much of a mark's colour as the mark covers of it.
struct Raster {
  let width, height: Int
  private let scale: Double
  /// Red, green and blue of each point, row by row.
  private(set) var bytes: [UInt8]

  init(_ drawing: Drawing, scale: Double) {
    width = max(1, Int((drawing.width * scale).rounded()))
    height = max(1, Int((drawing.height * scale).rounded()))
    self.scale = scale
    bytes = Array(repeating: 255, count: width * height * 3)
    for mark in drawing.marks { draw(mark) }
  }

  private mutating func draw(_ mark: Drawing.Mark) {
    switch mark {
    case .rectangle(let box, let ink, let opacity): fill(scaled(box), ink.onLight, opacity)
    case .line(let spots, let ink, let width, let opacity, let dashes):
      let lines = Polyline.dashed(spots, dashes).map { $0.map(scaled) }
      stroke(lines, pen: width * scale, ink.onLight, opacity)
    case .dot(let spot, let radius, let ink, let opacity):
      stroke([[scaled(spot)]], pen: 2 * radius * scale, ink.onLight, opacity)
    case .label(let label): write(label)
    case .pixels(let pixels, let box): show(pixels, scaled(box))
    }
  }

  private func scaled(_ spot: Spot) -> Spot { Spot(spot.x * scale, spot.y * scale) }

  private func scaled(_ box: Box) -> Box {
    Box(
      left: box.left * scale, top: box.top * scale, right: box.right * scale,
      bottom: box.bottom * scale)
  }

  // MARK: Marks

  private mutating func fill(_ box: Box, _ color: RGB, _ opacity: Double) {
    for y in rows(from: box.top, to: box.bottom) {
      let down = min(Double(y + 1), box.bottom) - max(Double(y), box.top)
      for x in columns(from: box.left, to: box.right) {
        let across = min(Double(x + 1), box.right) - max(Double(x), box.left)
        blend(y * width + x, color, down * across * opacity)
      }
    }
  }

  private mutating func show(_ pixels: Pixels, _ box: Box) {
    guard pixels.width > 0, pixels.height > 0 else { return }
    for y in rows(from: box.top, to: box.bottom) {
      let down = (Double(y) + 0.5 - box.top) / box.height * Double(pixels.height)
      let row = max(0, min(pixels.height - 1, Int(down)))
      for x in columns(from: box.left, to: box.right) {
        let across = (Double(x) + 0.5 - box.left) / box.width * Double(pixels.width)
        blend(y * width + x, pixels[row, max(0, min(pixels.width - 1, Int(across)))], 1)
      }
    }
  }

  private mutating func write(_ label: Label) {
    let size = label.size * scale
    let pen = size * (label.isBold ? 0.125 : 0.085)
    let long = label.text.reduce(0) { $0 + TextWidth.inEms($1) } * size
    let spread = label.isBold ? TextWidth.boldRatio : 1
    var at: Double =
      switch label.alignment {
      case .start: 0
      case .middle: -long * spread / 2
      case .end: -long * spread
      }
    let place = scaled(label.place)
    for character in label.text {
      let strokes = StrokeFont.strokes(of: character).map { line in
        line.map { spot in
          let along = at + spot.x * size * spread
          let up = (spot.y - 0.35) * size
          return label.isVertical
            ? Spot(place.x - up, place.y - along) : Spot(place.x + along, place.y - up)
        }
      }
      stroke(strokes, pen: pen, label.ink.onLight, 1)
      at += TextWidth.inEms(character) * size * spread
    }
  }

  /// Draws lines with a round pen, as one mark: where they cross, it is not drawn twice.
  private mutating func stroke(_ lines: [[Spot]], pen: Double, _ color: RGB, _ opacity: Double) {
    let spots = lines.joined()
    guard let first = spots.first else { return }
    var box = Box(left: first.x, top: first.y, right: first.x, bottom: first.y)
    for spot in spots {
      box.left = min(box.left, spot.x)
      box.right = max(box.right, spot.x)
      box.top = min(box.top, spot.y)
      box.bottom = max(box.bottom, spot.y)
    }
    // Half a point more than the pen reaches, for its soft edge.
    let reach = pen / 2 + 0.5
    let columns = columns(from: box.left - reach, to: box.right + reach)
    let rows = rows(from: box.top - reach, to: box.bottom + reach)
    guard !columns.isEmpty, !rows.isEmpty else { return }
    var cover = Cover(columns: columns, rows: rows, reach: reach)
    for line in lines {
      if line.count == 1 { cover.add(line[0], line[0]) }
      for (start, end) in zip(line, line.dropFirst()) { cover.add(start, end) }
    }
    // A pen thinner than a point cannot cover it.
    let strength = opacity * min(1, pen)
    var index = 0
    for y in rows {
      for x in columns {
        let share = Double(cover.shares[index])
        if share > 0 { blend(y * width + x, color, share * strength) }
        index += 1
      }
    }
  }

  // MARK: Points

  private func columns(from left: Double, to right: Double) -> Range<Int> {
    Self.indices(left, right, count: width)
  }

  private func rows(from top: Double, to bottom: Double) -> Range<Int> {
    Self.indices(top, bottom, count: height)
  }

  private static func indices(_ low: Double, _ high: Double, count: Int) -> Range<Int> {
    let first = max(0, min(Double(count), low.rounded(.down)))
    let last = max(first, min(Double(count), high.rounded(.up)))
    return Int(first)..<Int(last)
  }

  private mutating func blend(_ index: Int, _ color: RGB, _ share: Double) {
    let at = index * 3
    let weight = Float(max(0, min(1, share)))
    bytes[at] = Self.mixed(bytes[at], color.red, weight)
    bytes[at + 1] = Self.mixed(bytes[at + 1], color.green, weight)
    bytes[at + 2] = Self.mixed(bytes[at + 2], color.blue, weight)
  }

  private static func mixed(_ old: UInt8, _ new: UInt8, _ weight: Float) -> UInt8 {
    UInt8((Float(old) + (Float(new) - Float(old)) * weight).rounded())
  }
}

/// How much of each point in a rectangle lines cover.
private struct Cover {
  let columns, rows: Range<Int>
  let reach: Double
  var shares: [Float]

  // Of a long slanting line most of the rectangle around it is empty: it is drawn in pieces.
  private static let longestPiece = 24.0

  init(columns: Range<Int>, rows: Range<Int>, reach: Double) {
    (self.columns, self.rows, self.reach) = (columns, rows, reach)
    shares = Array(repeating: 0, count: columns.count * rows.count)
  }

  mutating func add(_ start: Spot, _ end: Spot) {
    let longest = max((end.x - start.x).magnitude, (end.y - start.y).magnitude)
    let pieces = max(1, Int((longest / Self.longestPiece).rounded(.up)))
    for piece in 0..<pieces {
      let (from, to) = (Double(piece) / Double(pieces), Double(piece + 1) / Double(pieces))
      addPiece(Self.spot(start, end, from), Self.spot(start, end, to))
    }
  }

  private static func spot(_ start: Spot, _ end: Spot, _ share: Double) -> Spot {
    Spot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share)
  }

  private mutating func addPiece(_ start: Spot, _ end: Spot) {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let squared = dx * dx + dy * dy
    let across = near(start.x, end.x, columns), down = near(start.y, end.y, rows)
    for y in down {
      let py = Double(y) + 0.5 - start.y
      for x in across {
        let px = Double(x) + 0.5 - start.x
        let along = squared > 0 ? max(0, min(1, (px * dx + py * dy) / squared)) : 0
        let (ox, oy) = (px - along * dx, py - along * dy)
        let share = Float(reach - (ox * ox + oy * oy).squareRoot())
        guard share > 0 else { continue }
        let index = (y - rows.lowerBound) * columns.count + x - columns.lowerBound
        shares[index] = max(shares[index], min(1, share))
      }
    }
  }

  private func near(_ a: Double, _ b: Double, _ all: Range<Int>) -> Range<Int> {
    let low = Double(all.lowerBound), high = Double(all.upperBound)
    let first = max(low, min(high, (min(a, b) - reach).rounded(.down)))
    let last = max(first, min(high, (max(a, b) + reach).rounded(.up)))
    return Int(first)..<Int(last)
  }
}
