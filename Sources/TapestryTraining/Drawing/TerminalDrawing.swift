/// A drawing in the characters of a terminal.
///
/// A cell is 8 pixels wide and 16 high. Lines and dots become the dots of braille, four down and two across in a
/// cell; rectangles and pictures colour the upper and the lower half of a cell, or without colours shade it.
struct TerminalDrawing {
  private struct Cell {
    var upper: RGB?
    var lower: RGB?
    var dots: UInt8 = 0
    var dotInk: Ink?
    /// Nil also where the cell to the left holds a character of two cells.
    var character: Character?
    var characterInk: Ink?
    var isCovered = false
  }

  private let columns, rows: Int
  private var cells: [Cell]

  private static let dotSize = 4.0

  init(_ drawing: Drawing) {
    columns = Int(drawing.width / Medium.cellWidth)
    rows = Int(drawing.height / Medium.cellHeight)
    cells = Array(repeating: Cell(), count: columns * rows)
    for mark in drawing.marks { draw(mark, drawing) }
  }

  /// The lines, without spaces at their ends.
  func text(colors: Bool) -> String {
    var lines = (0..<rows).map { line($0, colors: colors) }
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  // MARK: Marks

  private mutating func draw(_ mark: Drawing.Mark, _ drawing: Drawing) {
    switch mark {
    // The terminal is the paper, and its lines would hide what they help to read.
    case .rectangle(_, .paper, _), .line(_, .grid, _, _, _): break
    case .rectangle(let box, let ink, _):
      fill(box) { _, _ in ink.onDark }
    case .line(let spots, let ink, _, _, _):
      if spots.count == 1 { dot(spots[0], ink) }
      for (start, end) in zip(spots, spots.dropFirst()) { line(start, end, ink) }
    case .dot(let spot, _, let ink, _): dot(spot, ink)
    case .label(let label): write(label, at: drawing.bounds(of: label).left)
    case .pixels(let pixels, let box):
      guard pixels.width > 0, pixels.height > 0 else { break }
      fill(box) { x, y in
        pixels[
          min(pixels.height - 1, Int(y * Double(pixels.height))),
          min(pixels.width - 1, Int(x * Double(pixels.width)))]
      }
    }
  }

  /// Colours the halves of cells whose middle lies in `box`; `color` is told how far in it they lie.
  private mutating func fill(_ box: Box, color: (_ x: Double, _ y: Double) -> RGB) {
    guard box.width > 0, box.height > 0 else { return }
    for row in 0..<2 * rows {
      let y = (Double(row) + 0.5) * Medium.cellHeight / 2
      guard y >= box.top, y < box.bottom else { continue }
      for column in 0..<columns {
        let x = (Double(column) + 0.5) * Medium.cellWidth
        guard x >= box.left, x < box.right else { continue }
        let color = color((x - box.left) / box.width, (y - box.top) / box.height)
        let index = row / 2 * columns + column
        if row.isMultiple(of: 2) { cells[index].upper = color } else { cells[index].lower = color }
      }
    }
  }

  private mutating func line(_ start: Spot, _ end: Spot, _ ink: Ink) {
    let longest = max((end.x - start.x).magnitude, (end.y - start.y).magnitude)
    let steps = max(1, Int((longest / Self.dotSize).rounded(.up)))
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      dot(Spot(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share), ink)
    }
  }

  private mutating func dot(_ spot: Spot, _ ink: Ink) {
    let (x, y) = (
      Int((spot.x / Self.dotSize).rounded(.down)), Int((spot.y / Self.dotSize).rounded(.down))
    )
    guard x >= 0, y >= 0, x < 2 * columns, y < 4 * rows else { return }
    // Braille numbers its dots down the left column, then the right, and the lowest row came later.
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    let index = y / 4 * columns + x / 2
    // An axis gives way to a curve that runs over it.
    if cells[index].dotInk == .axis, ink != .axis { cells[index].dots = 0 }
    if ink == .axis, let other = cells[index].dotInk, other != .axis { return }
    cells[index].dots |= bits[y % 4 * 2 + x % 2]
    cells[index].dotInk = ink
  }

  private mutating func write(_ label: Label, at left: Double) {
    let row = Int((label.place.y / Medium.cellHeight).rounded(.down))
    guard (0..<rows).contains(row) else { return }
    var column = Int((left / Medium.cellWidth).rounded())
    for character in label.text {
      let wide = TextWidth.inCells(String(character))
      guard column >= 0, column + wide <= columns else { return }
      cells[row * columns + column].character = character
      cells[row * columns + column].characterInk = label.ink
      if wide == 2 { cells[row * columns + column + 1].isCovered = true }
      column += wide
    }
  }

  // MARK: Text

  private func line(_ row: Int, colors: Bool) -> String {
    var line = "", codes = ""
    for cell in cells[row * columns..<(row + 1) * columns] where !cell.isCovered {
      let (character, wanted) = colors ? Self.colored(cell) : (Self.plain(cell), "")
      if wanted != codes {
        line += "\u{1B}[0" + wanted + "m"
        codes = wanted
      }
      line.append(character)
    }
    if !codes.isEmpty { line += "\u{1B}[0m" }
    while line.last == " " { line.removeLast() }
    return line
  }

  private static func plain(_ cell: Cell) -> Character {
    if let character = cell.character { return character }
    if cell.dots != 0 { return braille(cell.dots) }
    return GlyphPicture.nearestGlyph(
      upper: cell.upper?.brightness ?? 0, lower: cell.lower?.brightness ?? 0)
  }

  private static func colored(_ cell: Cell) -> (Character, codes: String) {
    if cell.character != nil || cell.dots != 0 {
      let ink = cell.character == nil ? cell.dotInk : cell.characterInk
      let character = cell.character ?? braille(cell.dots)
      let ground = cell.upper ?? cell.lower
      // Text has the terminal's own colour, which can be read on its ground.
      let isPlain = ink == .text || ink == .heading
      let front = isPlain && ground == nil ? "" : foreground(ink?.onDark ?? RGB(hex: 0xffffff))
      return (character, front + (ground.map(background) ?? ""))
    }
    switch (cell.upper, cell.lower) {
    case (nil, nil): return (" ", "")
    case (let upper?, nil): return ("▀", foreground(upper))
    case (nil, let lower?): return ("▄", foreground(lower))
    case (let upper?, let lower?):
      return upper == lower
        ? (" ", background(upper)) : ("▀", foreground(upper) + background(lower))
    }
  }

  private static func braille(_ dots: UInt8) -> Character {
    Character(Unicode.Scalar(0x2800 + UInt32(dots))!)
  }

  private static func foreground(_ color: RGB) -> String {
    ";38;2;\(color.red);\(color.green);\(color.blue)"
  }

  private static func background(_ color: RGB) -> String {
    ";48;2;\(color.red);\(color.green);\(color.blue)"
  }
}
