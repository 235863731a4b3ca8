import TapestryCore

/// Upright axes side by side, and a line over all of them for each row of a table: how settings and result go
/// together.
///
/// ```swift
/// var picture = ParallelCoordinates(title: "Trials")
/// picture.addAxis("learning rate", rates, scale: .log)
/// picture.addAxis("optimizer", names)
/// picture.addAxis("loss", losses)
/// picture.colored(by: losses)
/// ```
///
/// A value that is missing, or has no place on its axis, breaks its line.
public struct ParallelCoordinates: Figure, Sendable {
  struct Column: Sendable {
    var axis: Plot.Axis
    var values: [Double?]
  }

  /// The text above the axes.
  public var title: String

  /// The size of the picture, in CSS pixels: at least 200 by 160.
  public var size: (width: Double, height: Double) = (860, 420)

  var columns: [Column] = []
  var colors: [Double?] = []
  /// What the ends of the colours mean.
  var colorNames = (from: "least", to: "greatest")

  /// A picture without axes yet.
  public init(title: String) { self.title = title }

  /// Adds an axis of numbers, one for each line; nil where a line has none.
  ///
  /// - Parameters:
  ///   - range: where the axis begins and ends; by default it holds the values.
  ///   - isWhole: whether numbers between whole ones mean nothing.
  public mutating func addAxis(
    _ name: String, _ values: [Double?], scale: Plot.Axis.Scale = .linear,
    range: ClosedRange<Double>? = nil, isWhole: Bool = false
  ) {
    let axis = Plot.Axis(label: name, scale: scale, range: range, isWhole: isWhole)
    columns.append(Column(axis: axis, values: values))
  }

  /// Adds an axis of names, one for each line, in the order in which they first come; nil where a line has none.
  public mutating func addAxis(_ name: String, _ values: [String?]) {
    var places: [String: Double] = [:]
    var names: [String] = []
    for case let value? in values where places[value] == nil {
      places[value] = Double(names.count)
      names.append(value)
    }
    var axis = Plot.Axis(label: name)
    axis.categories = names
    columns.append(Column(axis: axis, values: values.map { value in value.flatMap { places[$0] } }))
  }

  /// Gives each line the colour of a number, from violet for the least, or on a dark page blue, over green to yellow for
  /// the greatest. Lines are drawn from the greatest to the least, so that the least, as of a loss, are seen.
  ///
  /// - Parameters:
  ///   - from: what the least is, beside the colours.
  ///   - to: what the greatest is.
  public mutating func colored(
    by values: [Double?], from: String = "least", to: String = "greatest"
  ) {
    colors = values
    colorNames = (from, to)
  }

  public func drawing(for medium: Medium) -> Drawing {
    demand(
      (200...20_000).contains(size.width) && (160...20_000).contains(size.height),
      "ParallelCoordinates: size \(size.width) by \(size.height); 200 by 160 to 20000 by 20000 is needed",
      file: #fileID, line: #line)
    return ParallelDrawing(self, medium).drawing
  }
}

/// Parallel coordinates, drawn.
private struct ParallelDrawing {
  private let figure: ParallelCoordinates
  private let medium: Medium
  private var frame: Box
  private(set) var drawing: Drawing

  private var size: Double { medium.textSize }
  private var line: Double { medium.lineHeight(medium.textSize) }

  init(_ figure: ParallelCoordinates, _ medium: Medium) {
    (self.figure, self.medium) = (figure, medium)
    let (width, height) = medium.size(page: figure.size)
    drawing = Drawing(title: figure.title, width: width, height: height, medium: medium)
    let edge = medium.padding
    frame = Box(left: edge, top: edge, right: width - edge, bottom: height - edge)
    drawing.marks.append(
      .rectangle(Box(left: 0, top: 0, right: width, bottom: height), fill: .paper))
    addTitle()
    guard !figure.columns.isEmpty else { return }
    addColors()
    frame.top += 1.5 * line
    frame.bottom -= line
    addColumns()
  }

  private mutating func addTitle() {
    let heading = medium.titleSize
    for text in medium.lines(
      figure.title, room: frame.width, size: heading, isBold: true, most: frame.height < 200 ? 1 : 2
    )
    where !text.isEmpty {
      let place = Spot(frame.left, frame.top + medium.lineHeight(heading) / 2)
      drawing.marks.append(
        .label(Label(text: text, place: place, size: heading, isBold: true, ink: .heading)))
      frame.top += medium.lineHeight(heading)
    }
    frame.top += medium.gap.down
  }

  /// What colours mean, where there is room: the two ends' names, and between them the scale.
  private mutating func addColors() {
    guard !figure.colors.isEmpty else { return }
    let step = medium.isPage ? 12 : Medium.cellWidth
    let gap = medium.gap.across
    let (from, to) = figure.colorNames
    let width = medium.width(of: from, size: size)
    let bar = frame.left + width + gap, end = bar + step * Double(Ink.scaleSteps)
    guard end + gap + medium.width(of: to, size: size) <= frame.right,
      medium.isPage || frame.height > 10 * line
    else { return }
    let y = frame.top + line / 2
    drawing.marks.append(.label(Label(text: from, place: Spot(frame.left, y), size: size)))
    drawing.marks.append(.label(Label(text: to, place: Spot(end + gap, y), size: size)))
    let half = medium.isPage ? 5 : Medium.cellHeight / 2
    for index in 0..<Ink.scaleSteps {
      let left = bar + step * Double(index)
      let box = Box(left: left, top: y - half, right: left + step, bottom: y + half)
      drawing.marks.append(.rectangle(box, fill: .scale(index)))
    }
    frame.top += line + medium.gap.down
  }

  private mutating func addColumns() {
    let pitch = frame.width / Double(figure.columns.count)
    let scales = figure.columns.map { column in
      AxisScale(
        column.axis, holding: column.values.compactMap { $0 }, about: 5,
        isNice: column.axis.scale == .linear)
    }
    let places = figure.columns.indices.map { frame.left + (Double($0) + 0.5) * pitch }
    addLines(scales, places)
    for (index, column) in figure.columns.enumerated() {
      let x = places[index]
      drawing.marks.append(
        .line([Spot(x, frame.top), Spot(x, frame.bottom)], stroke: .axis))
      let name = medium.fitted(
        scales[index].completed(column.axis.label), into: pitch - medium.gap.across, size: size,
        isBold: true)
      drawing.marks.append(
        .label(
          Label(
            text: name, place: Spot(x, frame.top - line), alignment: .middle, size: size,
            isBold: true, ink: .heading)))
      addTicks(scales[index], x, room: pitch / 2 - medium.gap.across)
    }
  }

  private mutating func addTicks(_ scale: AxisScale, _ x: Double, room: Double) {
    let ticks = scale.ticks(about: max(2, Int(frame.height / 60)), length: frame.height) { _ in
      medium.isPage ? size * 1.25 : Medium.cellHeight
    }
    for tick in ticks {
      let y = frame.bottom - tick.position * frame.height
      let text = medium.fitted(tick.label, into: room, size: size)
      if medium.isPage {
        drawing.marks.append(.line([Spot(x - 3, y), Spot(x, y)], stroke: .axis))
      }
      let place = Spot(x - (medium.isPage ? 6 : Medium.cellWidth), y)
      // A light ground, as lines run behind the numbers.
      let label = Label(text: text, place: place, alignment: .end, size: size)
      var ground = medium.bounds(of: label)
      (ground.left, ground.right) = (ground.left - 2, ground.right + 2)
      drawing.marks.append(.rectangle(ground, fill: .paper, opacity: 0.75))
      drawing.marks.append(.label(label))
    }
  }

  private mutating func addLines(_ scales: [AxisScale], _ places: [Double]) {
    let count = figure.columns.map(\.values.count).max() ?? 0
    let known = figure.colors.compactMap { $0 }.filter { $0.magnitude < Plot.largestValue }
    let range = Plot.extent(known)
    func color(_ row: Int) -> Double? {
      guard row < figure.colors.count, let value = figure.colors[row],
        value.magnitude < Plot.largestValue
      else { return nil }
      return value
    }
    // Lines without a number lie lowest.
    let order = (0..<count).sorted { a, b in
      let (one, other) = (color(a) ?? .infinity, color(b) ?? .infinity)
      return one == other ? a < b : one > other
    }
    for row in order {
      var ink = figure.colors.isEmpty ? Ink.series(0) : .axis
      if let value = color(row) {
        let share = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        ink = .scale(min(Ink.scaleSteps - 1, Int(share * Double(Ink.scaleSteps))))
      }
      var run: [Spot] = []
      for (index, column) in figure.columns.enumerated() {
        if row < column.values.count, let value = column.values[row],
          scales[index].isDrawable(value)
        {
          let position = scales[index].position(value)
          run.append(Spot(places[index], frame.bottom - position * frame.height))
        } else {
          add(run, ink)
          run = []
        }
      }
      add(run, ink)
    }
  }

  private mutating func add(_ run: [Spot], _ ink: Ink) {
    guard !run.isEmpty else { return }
    drawing.marks.append(.line(run, stroke: ink, width: 1.5, opacity: 0.7))
  }
}
