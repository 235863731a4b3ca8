/// Where a figure is to be seen: on a page, or in the cells of a terminal.
public struct Medium: Equatable, Sendable {
  /// The cells of a terminal, across and down; nil on a page.
  package let cells: (columns: Int, rows: Int)?

  /// A page, for SVG and PNG.
  public static let page = Medium(cells: nil)

  /// A terminal, or a part of one.
  public static func terminal(columns: Int, rows: Int) -> Medium {
    Medium(cells: (columns, rows))
  }

  public static func == (a: Medium, b: Medium) -> Bool {
    a.cells?.columns == b.cells?.columns && a.cells?.rows == b.cells?.rows
  }
}

/// The room that things take.
extension Medium {
  // A cell of a terminal is taken for 8 pixels by 16; a dot of its pictures is 4 by 4.
  static let cellWidth = 8.0
  static let cellHeight = 16.0

  var isPage: Bool { cells == nil }

  /// The size of a drawing that would be `size` on a page.
  func size(page size: (width: Double, height: Double)) -> (width: Double, height: Double) {
    guard let cells else { return size }
    return (Double(cells.columns) * Self.cellWidth, Double(cells.rows) * Self.cellHeight)
  }

  /// What stays free at the edges.
  var padding: Double { isPage ? 16 : 0 }
  /// What stays free between things beside each other, and between things one over the other.
  var gap: (across: Double, down: Double) { isPage ? (8, 6) : (Self.cellWidth, 0) }

  var textSize: Double { isPage ? 12 : Self.cellHeight }
  var titleSize: Double { isPage ? 16 : Self.cellHeight }

  func lineHeight(_ size: Double) -> Double {
    isPage ? (size * 1.3).rounded(.up) : Self.cellHeight
  }

  func width(of text: String, size: Double, isBold: Bool = false) -> Double {
    isPage
      ? TextWidth.inEms(text) * size * (isBold ? TextWidth.boldRatio : 1)
      : Double(TextWidth.inCells(text)) * Self.cellWidth
  }

  /// `text`, or its beginning and an ellipsis that are at most `room` wide.
  func fitted(_ text: String, into room: Double, size: Double, isBold: Bool = false) -> String {
    guard width(of: text, size: size, isBold: isBold) > room else { return text }
    // A search among the lengths, as names can be as long as a file.
    var (low, high) = (0, text.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      let isNarrow = width(of: text.prefix(middle) + "…", size: size, isBold: isBold) <= room
      if isNarrow { low = middle } else { high = middle }
    }
    return low == 0 ? "" : text.prefix(low) + "…"
  }

  /// `text` in lines at most `room` wide, broken between words; what is beyond `most` lines is cut.
  func lines(
    _ text: String, room: Double, size: Double, isBold: Bool = false, most: Int
  ) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last,
        lines.count == most || width(of: "\(last) \(word)", size: size, isBold: isBold) <= room
      {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map { fitted($0, into: room, size: size, isBold: isBold) }
  }

  func bounds(of label: Label) -> Box {
    let long = width(of: label.text, size: label.size, isBold: label.isBold)
    let half = isPage ? label.size * 0.6 : Self.cellHeight / 2
    let before: Double =
      switch label.alignment {
      case .start: 0
      case .middle: long / 2
      case .end: long
      }
    let (x, y) = (label.place.x, label.place.y)
    guard label.isVertical else {
      return Box(left: x - before, top: y - half, right: x - before + long, bottom: y + half)
    }
    // It runs upwards: its beginning lies lowest.
    return Box(left: x - half, top: y + before - long, right: x + half, bottom: y + before)
  }
}
