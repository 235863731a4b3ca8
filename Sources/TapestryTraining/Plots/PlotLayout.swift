/// Where the parts of a plot lie: the frame between its axes, and around it text that keeps clear of all else.
struct PlotLayout {
  let medium: Medium
  let width, height: Double
  private(set) var frame: Box
  private(set) var x: AxisScale
  private(set) var y: AxisScale
  private(set) var xTicks: [AxisScale.Tick] = []
  private(set) var yTicks: [AxisScale.Tick] = []
  /// The bar that tells what colours mean, and its scale.
  private(set) var colorBar: Box?
  /// The text around the frame.
  private(set) var marks: [Drawing.Mark] = []

  private let plot: Plot
  private var xLabel: String { x.completed(plot.xAxis.label) }
  private var yLabel: String { y.completed(plot.yAxis.label) }
  private var size: Double { medium.textSize }
  private var line: Double { medium.lineHeight(medium.textSize) }

  private static let tickLength = 5.0
  private static let barWidth = 14.0

  init(_ plot: Plot, _ contents: PlotContents, _ medium: Medium) {
    (self.plot, self.medium) = (plot, medium)
    (width, height) = medium.size(page: plot.size)
    let edge = medium.padding
    frame = Box(left: edge, top: edge, right: width - edge, bottom: height - edge)
    x = contents.xScale(about: 8)
    y = contents.yScale(about: 5)

    addTitle()
    addLegend(contents.legend)
    addAxisLabels(contents)
    // What stands at the axes takes room from the frame, and the frame's size decides how much can stand there.
    setVerticalTicks(contents)
    var full = frame
    if let field = contents.coloured { frame.right = colorBar(field)?.frameRight ?? full.right }
    setHorizontalTicks()
    trimVerticalTicks()
    if plot.hasEqualScales {
      let right = frame.right
      equalizeScales()
      full.right -= right - frame.right
    }
    addTickLabels()
    if let field = contents.coloured {
      let (right, bottom) = (frame.right, frame.bottom)
      frame.right = full.right
      if let bar = colorBar(field) {
        colorBar = bar.box
        marks += bar.marks
      }
      (frame.right, frame.bottom) = (right, bottom)
    }
  }

  // MARK: Above

  private mutating func addTitle() {
    let size = medium.titleSize
    let most = height < 200 ? 1 : 3
    let lines = medium.lines(
      plot.title, room: frame.width, size: size, isBold: true, most: most)
    for text in lines where !text.isEmpty {
      let place = Spot(frame.left, frame.top + medium.lineHeight(size) / 2)
      marks.append(
        .label(Label(text: text, place: place, size: size, isBold: true, ink: .heading)))
      frame.top += medium.lineHeight(size)
    }
    if !lines.isEmpty { frame.top += medium.gap.down }
  }

  private mutating func addLegend(_ entries: [Legend.Entry]) {
    let room = Box(
      left: frame.left, top: frame.top, right: frame.right,
      bottom: frame.top + max(line, frame.height * 0.25))
    let legend = Legend(entries, in: room, medium: medium)
    marks += legend.marks
    frame.top += legend.height + (legend.height > 0 ? medium.gap.down : 0)
  }

  private mutating func addAxisLabels(_ contents: PlotContents) {
    let isBarLabelled = contents.coloured.map { !barLabel($0).isEmpty } ?? false
    if !medium.isPage, !yLabel.isEmpty || isBarLabelled {
      // Text cannot stand upright in a terminal: the labels lie over their axes.
      let text = medium.fitted(yLabel, into: frame.width / 2, size: size)
      marks.append(
        .label(Label(text: text, place: Spot(frame.left, frame.top + line / 2), size: size)))
      frame.top += line
    }
    frame.top += line / 2
    if !xLabel.isEmpty { frame.bottom -= line + (medium.isPage ? 3 : 0) }
    if medium.isPage, !yLabel.isEmpty { frame.left += line + 4 }
    frame.bottom -= medium.gap.down + line + (medium.isPage ? 0 : line / 2)
  }

  // MARK: Ticks

  private var tickGap: Double { medium.isPage ? 8 : Medium.cellWidth }

  private mutating func setVerticalTicks(_ contents: PlotContents) {
    let room = width * 0.35
    y = contents.yScale(about: Int(frame.height / (medium.isPage ? 60 : 64)))
    yTicks = verticalTicks()
    for index in yTicks.indices {
      yTicks[index].label = medium.fitted(yTicks[index].label, into: room, size: size)
    }
    frame.left += widest(yTicks) + (yTicks.isEmpty ? 0 : tickGap)
    if !medium.isPage {
      frame.left = (frame.left / Medium.cellWidth).rounded(.up) * Medium.cellWidth
    }
  }

  private func verticalTicks() -> [AxisScale.Tick] {
    let about = max(2, Int(frame.height / (medium.isPage ? 60 : 64)))
    return y.ticks(about: about, length: frame.height) { _ in
      medium.isPage ? size * 1.25 : Medium.cellHeight
    }
  }

  /// Ticks for the height that is left, once the labels of the other axis are set: never more or wider ones.
  private mutating func trimVerticalTicks() {
    let known = yTicks
    let room = width * 0.35
    yTicks = verticalTicks().map { tick in
      var tick = tick
      tick.label = medium.fitted(tick.label, into: room, size: size)
      return tick
    }
    let grown = widest(yTicks) - widest(known)
    if grown > 0 { frame.left += grown }
  }

  private func widest(_ ticks: [AxisScale.Tick]) -> Double {
    ticks.map { medium.width(of: $0.label, size: size) }.max() ?? 0
  }

  /// Whether the labels of the x axis stand upright, as they have no room beside each other.
  private(set) var areUpright = false

  private mutating func setHorizontalTicks() {
    xTicks = horizontalTicks()
    let names = plot.xAxis.categories ?? []
    if medium.isPage, xTicks.count < names.count {
      areUpright = true
      let room = (height * 0.3).rounded()
      let about = max(2, Int(frame.width / 90))
      xTicks = x.ticks(about: about, length: frame.width) { _ in size * 1.25 }
      for index in xTicks.indices {
        xTicks[index].label = medium.fitted(xTicks[index].label, into: room, size: size)
      }
      frame.bottom -= max(0, widest(xTicks) - line) + 4
      return
    }
    for _ in 0..<3 {
      for index in xTicks.indices {
        xTicks[index].label = medium.fitted(
          xTicks[index].label, into: frame.width * 0.6, size: size)
      }
      guard makeRoomAtEnds() else { return }
      // The shorter axis may have less room.
      xTicks = horizontalTicks()
    }
    xTicks = xTicks.filter { tick in
      let middle = frame.left + tick.position * frame.width
      let half = medium.width(of: tick.label, size: size) / 2
      return middle - half >= medium.padding && middle + half <= rightEdge
    }
  }

  private func horizontalTicks() -> [AxisScale.Tick] {
    let about = max(2, Int(frame.width / (medium.isPage ? 90 : 96)))
    let between = medium.isPage ? size : Medium.cellWidth
    return x.ticks(about: about, length: frame.width) { label in
      medium.width(of: label, size: size) + between
    }
  }

  /// Shortens one of the axes so that a unit is as long as along the other.
  private mutating func equalizeScales() {
    guard let across = x.extent, let up = y.extent else { return }
    let unit = min(frame.width / across, frame.height / up)
    frame.right = frame.left + unit * across
    frame.top = frame.bottom - unit * up
    xTicks = horizontalTicks()
    yTicks = verticalTicks()
  }

  /// How far to the right labels of the x axis may reach.
  private var rightEdge: Double { width - medium.padding }

  /// Shortens the axis where a label at an end reaches too far beyond it, and says whether it did.
  private mutating func makeRoomAtEnds() -> Bool {
    let before = frame
    for tick in xTicks {
      let half = medium.width(of: tick.label, size: size) / 2
      let start = frame.left + tick.position * frame.width - half
      if start < medium.padding { frame.left += medium.padding - start }
    }
    for tick in xTicks where tick.position > 0 {
      let half = medium.width(of: tick.label, size: size) / 2
      let longest = (rightEdge - half - frame.left) / tick.position
      frame.right = min(frame.right, frame.left + longest)
    }
    return frame != before
  }

  private mutating func addTickLabels() {
    for tick in yTicks {
      let place = Spot(frame.left - tickGap, frame.bottom - tick.position * frame.height)
      marks.append(.label(Label(text: tick.label, place: place, alignment: .end, size: size)))
    }
    let top = frame.bottom + (medium.isPage ? Self.tickLength + 2 : Medium.cellHeight / 2)
    for tick in xTicks {
      let across = frame.left + tick.position * frame.width
      let label =
        areUpright
        ? Label(
          text: tick.label, place: Spot(across, top + 2), alignment: .end, size: size,
          isVertical: true)
        : Label(
          text: tick.label, place: Spot(across, top + line / 2), alignment: .middle, size: size)
      marks.append(.label(label))
    }
    addXLabel()
    guard medium.isPage, !yLabel.isEmpty else { return }
    // It may be longer than the axis, and then begins where it must.
    let room = frame.bottom - frame.top
    let text = medium.fitted(yLabel, into: room, size: size)
    marks.append(
      .label(
        Label(
          text: text, place: Spot(medium.padding + line / 2 - 2, frame.middle.y),
          alignment: .middle, size: size, isVertical: true)))
  }

  private mutating func addXLabel() {
    guard !xLabel.isEmpty else { return }
    let text = medium.fitted(xLabel, into: frame.width, size: size)
    let place = Spot(frame.middle.x, height - medium.padding - line / 2)
    marks.append(.label(Label(text: text, place: place, alignment: .middle, size: size)))
  }

  // MARK: The bar of colours

  private func barScale(_ field: Field) -> AxisScale {
    var axis = Plot.Axis(label: "")
    axis.range = field.values
    return AxisScale(axis, holding: [], about: 5, isNice: false)
  }

  private func barLabel(_ field: Field) -> String {
    barScale(field).completed(field.valueLabel ?? "")
  }

  /// The bar at the frame's right side, with its ticks and label; nil where there is no room.
  private func colorBar(
    _ field: Field
  ) -> (box: Box, marks: [Drawing.Mark], frameRight: Double)? {
    let scale = barScale(field)
    let ticks = scale.ticks(about: max(2, Int(frame.height / 60)), length: frame.height) { _ in
      medium.isPage ? size * 1.25 : Medium.cellHeight
    }
    let label = barLabel(field)
    let labelRoom = medium.isPage && !label.isEmpty ? line : 0
    let barWidth = medium.isPage ? Self.barWidth : 2 * Medium.cellWidth
    let right = frame.right - labelRoom - widest(ticks) - tickGap
    guard right - barWidth - frame.left > width * 0.2 else { return nil }
    let bar = Box(left: right - barWidth, top: frame.top, right: right, bottom: frame.bottom)
    var marks: [Drawing.Mark] = ticks.map { tick in
      let place = Spot(bar.right + tickGap / 2, bar.bottom - tick.position * bar.height)
      return .label(Label(text: tick.label, place: place, size: size))
    }
    if medium.isPage, !label.isEmpty {
      let text = medium.fitted(label, into: bar.height, size: size)
      let place = Spot(frame.right - line / 2 + 2, bar.middle.y)
      marks.append(
        .label(Label(text: text, place: place, alignment: .middle, size: size, isVertical: true)))
    } else if !label.isEmpty {
      let text = medium.fitted(label, into: width / 2 - Medium.cellWidth, size: size)
      let place = Spot(frame.right, frame.top - line)
      marks.append(.label(Label(text: text, place: place, alignment: .end, size: size)))
    }
    return (bar, marks, bar.left - 2 * tickGap)
  }
}
