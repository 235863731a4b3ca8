/// Names with their keys in rows, from the left.
struct Legend {
  enum Key {
    case line(width: Double, opacity: Double)
    case dot
    case area(opacity: Double)
  }

  struct Entry {
    var name: String
    var ink: Ink
    var key: Key
  }

  private(set) var marks: [Drawing.Mark] = []
  private(set) var height = 0.0

  /// Sets `entries` in the rows of `box`; those that have no room are counted, and not shown.
  init(_ entries: [Entry], in box: Box, medium: Medium) {
    let (size, line) = (medium.textSize, medium.lineHeight(medium.textSize))
    let mostRows = max(1, Int(box.height / line))
    let keyWidth = medium.isPage ? 24 : 3 * Medium.cellWidth
    let between = medium.isPage ? 20 : 2 * Medium.cellWidth
    func label(_ text: String, _ x: Double, _ row: Int) -> Drawing.Mark {
      let y = box.top + (Double(row) + 0.5) * line
      return .label(Label(text: text, place: Spot(x, y), size: size))
    }

    var x = box.left, row = 0
    for (index, entry) in entries.enumerated() {
      let name = medium.fitted(
        entry.name, into: min(box.width - keyWidth, box.width * 0.6), size: size)
      let width = keyWidth + medium.width(of: name, size: size)
      let isLast = index == entries.count - 1
      let rest = "and \(entries.count - index) more"
      func fits() -> Bool {
        let reserve =
          row == mostRows - 1 && !isLast ? between + medium.width(of: rest, size: size) : 0
        return x + width + reserve <= box.right
      }
      if !fits(), row < mostRows - 1, x > box.left {
        (x, row) = (box.left, row + 1)
      }
      guard fits() else {
        marks.append(label(medium.fitted(rest, into: box.right - x, size: size), x, row))
        break
      }
      let y = box.top + (Double(row) + 0.5) * line
      marks += Self.key(
        entry, x, y, width: keyWidth - (medium.isPage ? 6 : Medium.cellWidth), medium)
      marks.append(label(name, x + keyWidth, row))
      x += width + between
    }
    height = entries.isEmpty ? 0 : Double(row + 1) * line
  }

  private static func key(
    _ entry: Entry, _ x: Double, _ y: Double, width: Double, _ medium: Medium
  ) -> [Drawing.Mark] {
    switch entry.key {
    case .line(let thickness, let opacity):
      return [
        .line(
          [Spot(x, y), Spot(x + width - 1, y)], stroke: entry.ink, width: thickness,
          opacity: opacity, dashes: entry.ink.dashes)
      ]
    case .dot: return [.dot(Spot(x + width / 2, y), radius: 3, fill: entry.ink)]
    case .area(let opacity):
      let half = medium.isPage ? 5 : Medium.cellHeight / 2
      let box = Box(left: x, top: y - half, right: x + width, bottom: y + half)
      return [.rectangle(box, fill: entry.ink, opacity: opacity)]
    }
  }
}
