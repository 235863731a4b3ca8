/// The marks of a field of colour.
struct FieldPainter {
  private let field: Field
  private let box: Box
  private let medium: Medium
  /// The rows of the field from the top down.
  private let rows: [[Double]]
  private let texts: [[String]]?

  // More cells are one picture.
  private static let mostRectangles = 1024
  private static let lineCount = 8

  init(_ field: Field, in box: Box, isDownward: Bool, _ medium: Medium) {
    (self.field, self.box, self.medium) = (field, box, medium)
    rows = isDownward ? field.rows : field.rows.reversed()
    if case .heat(let texts) = field.kind, let texts {
      self.texts = isDownward ? texts : texts.reversed()
    } else {
      texts = nil
    }
  }

  static func map(of field: Field, _ medium: Medium) -> ColorMap {
    guard case .heat = field.kind else { return .viridis }
    return medium.isPage ? .blues : .nightBlues
  }

  var marks: [Drawing.Mark] {
    switch field.kind {
    case .heat: cells + cellTexts
    case .contours: [smooth] + lines
    case .classes: classes
    }
  }

  private func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    value.isFinite
      ? (value - range.lowerBound) / (range.upperBound - range.lowerBound) : .nan
  }

  // MARK: Cells

  private func cell(_ row: Int, _ column: Int) -> Box {
    let (width, height) = (box.width / Double(field.columnCount), box.height / Double(rows.count))
    return Box(
      left: box.left + Double(column) * width, top: box.top + Double(row) * height,
      right: box.left + Double(column + 1) * width, bottom: box.top + Double(row + 1) * height)
  }

  private var cells: [Drawing.Mark] {
    let (map, range) = (Self.map(of: field, medium), field.values)
    let colors = rows.map { row in row.map { map.color(share($0, range)) } }
    guard rows.count * field.columnCount <= Self.mostRectangles else {
      return [
        .pixels(
          Pixels(width: field.columnCount, height: rows.count, colors: Array(colors.joined())),
          in: box)
      ]
    }
    return rows.indices.flatMap { row in
      (0..<field.columnCount).map { column in
        var box = cell(row, column)
        // A hair of paper between cells.
        if medium.isPage, box.width > 8, box.height > 8 {
          box.right -= 1
          box.bottom -= 1
        }
        return .rectangle(box, fill: .fixed(colors[row][column]))
      }
    }
  }

  /// The texts, all of one size; none where the widest has no room.
  private var cellTexts: [Drawing.Mark] {
    guard let texts else { return [] }
    let cell = cell(0, 0)
    let widest = texts.joined().map { medium.width(of: $0, size: 1) }.max() ?? 0
    guard widest > 0 else { return [] }
    let size =
      medium.isPage
      ? min(medium.textSize, (cell.width - 4) / widest, (cell.height - 2) / 1.2) : medium.textSize
    guard size >= 7, medium.isPage || widest < cell.width, cell.height >= size else { return [] }
    let (map, range) = (Self.map(of: field, medium), field.values)
    return texts.indices.flatMap { row in
      texts[row].indices.compactMap { column in
        let text = texts[row][column]
        guard !text.isEmpty else { return nil }
        let ground = map.color(share(rows[row][column], range))
        let ink = Ink.fixed(ground.brightness > 0.55 ? RGB(hex: 0x222222) : RGB(hex: 0xffffff))
        return .label(
          Label(
            text: text, place: self.cell(row, column).middle, alignment: .middle,
            size: size == medium.textSize ? size : (size * 10).rounded(.down) / 10, ink: ink))
      }
    }
  }

  // MARK: Classes

  private var classes: [Drawing.Mark] {
    let colors = rows.joined().map { value in
      guard value.isFinite, value >= 0, value < 1e9 else { return ColorMap.missing }
      let color = Ink.series(Int(value)).onLight
      return RGB(hex: 0xffffff).mixed(with: color, PlotDrawing.regionOpacity)
    }
    return [
      .pixels(Pixels(width: field.columnCount, height: rows.count, colors: Array(colors)), in: box)
    ]
  }

  // MARK: Contours

  private var smooth: Drawing.Mark {
    let (map, range) = (ColorMap.viridis, field.values)
    let (width, height) = (160, 120)
    let (lastRow, lastColumn) = (rows.count - 1, field.columnCount - 1)
    var colors: [RGB] = []
    colors.reserveCapacity(width * height)
    for y in 0..<height {
      let down = (Double(y) + 0.5) / Double(height) * Double(lastRow)
      let row = min(lastRow - 1, Int(down))
      for x in 0..<width {
        let across = (Double(x) + 0.5) / Double(width) * Double(lastColumn)
        let column = min(lastColumn - 1, Int(across))
        let (v, u) = (down - Double(row), across - Double(column))
        let upper = rows[row][column] * (1 - u) + rows[row][column + 1] * u
        let lower = rows[row + 1][column] * (1 - u) + rows[row + 1][column + 1] * u
        colors.append(map.color(share(upper * (1 - v) + lower * v, range)))
      }
    }
    return .pixels(Pixels(width: width, height: height, colors: colors), in: box)
  }

  private var lines: [Drawing.Mark] {
    guard medium.isPage else { return [] }
    let (width, height) = (
      box.width / Double(field.columnCount - 1), box.height / Double(rows.count - 1)
    )
    let paths = Ticks(within: field.values, about: Self.lineCount).values.flatMap { level in
      MarchingSquares.lines(rows, level: level)
    }
    return paths.map { path in
      .line(
        path.map { Spot(box.left + $0.x * width, box.top + $0.y * height) },
        stroke: .fixed(RGB(hex: 0xffffff)), opacity: 0.55)
    }
  }
}
