/// A plot, drawn.
struct PlotDrawing {
  private let plot: Plot
  private let contents: PlotContents
  private let layout: PlotLayout
  private(set) var drawing: Drawing

  static let faintOpacity = 0.4
  static let regionOpacity = 0.3
  // With so few points, one an epoch say, each is marked.
  private static let mostMarkedPoints = 32

  private var frame: Box { layout.frame }
  private var medium: Medium { layout.medium }

  init(_ plot: Plot, _ medium: Medium) {
    self.plot = plot
    contents = PlotContents(plot)
    layout = PlotLayout(plot, contents, medium)
    drawing = Drawing(
      title: plot.title, width: layout.width, height: layout.height, medium: medium)
    let paper = Box(left: 0, top: 0, right: layout.width, bottom: layout.height)
    drawing.marks.append(.rectangle(paper, fill: .paper))
    let isField = plot.layers.contains { layer in
      if case .field = layer { true } else { false }
    }
    if !isField { addGrid() }
    addLayers()
    addAxes()
    if let bar = layout.colorBar, let field = contents.coloured { addColors(field, in: bar) }
    drawing.marks += layout.marks
  }

  // MARK: Axes

  private mutating func addGrid() {
    if plot.yAxis.categories == nil {
      for tick in layout.yTicks {
        let y = frame.bottom - tick.position * frame.height
        addLine([Spot(frame.left, y), Spot(frame.right, y)], .grid)
      }
    } else {
      for tick in layout.xTicks {
        let x = frame.left + tick.position * frame.width
        addLine([Spot(x, frame.top), Spot(x, frame.bottom)], .grid)
      }
    }
  }

  private mutating func addAxes() {
    if plot.xAxis.categories == nil, medium.isPage {
      for tick in layout.xTicks {
        let x = frame.left + tick.position * frame.width
        addLine([Spot(x, frame.bottom), Spot(x, frame.bottom + 5)], .axis)
      }
    }
    let right = medium.isPage ? frame.right : frame.right - 1
    addLine([Spot(frame.left, frame.bottom), Spot(right, frame.bottom)], .axis)
    if plot.yAxis.categories != nil || !medium.isPage {
      addLine([Spot(frame.left, frame.top), Spot(frame.left, frame.bottom)], .axis)
    }
  }

  private mutating func addLine(
    _ spots: [Spot], _ ink: Ink, width: Double = 1, opacity: Double = 1, dashes: [Double] = []
  ) {
    drawing.marks.append(
      .line(spots, stroke: ink, width: width, opacity: opacity, dashes: dashes))
  }

  // MARK: Layers

  private mutating func addLayers() {
    var series = 0, barLayer = 0
    for layer in plot.layers {
      switch layer {
      case .curve(let curve):
        add(curve, curve.ink ?? .series(series))
        if curve.ink == nil { series += 1 }
      case .bars(let bars):
        add(bars, .series(series), layer: barLayer)
        if bars.spans == nil { barLayer += 1 }
        series += 1
      case .field(let field): add(field)
      }
    }
  }

  private mutating func add(_ curve: Curve, _ ink: Ink) {
    let isDrawable: (Plot.Point) -> Bool = { [layout] in
      layout.x.isDrawable($0.x) && layout.y.isDrawable($0.y)
    }
    if curve.style == .points {
      // Over a field of colours, dots need an edge to be seen.
      let isOverField = plot.layers.contains { layer in
        if case .field = layer { true } else { false }
      }
      for spot in curve.points.filter(isDrawable).map(spot) where isWithin(spot) {
        if isOverField { drawing.marks.append(.dot(spot, radius: 4, fill: .paper)) }
        drawing.marks.append(.dot(spot, radius: 3, fill: ink))
      }
      return
    }
    let (width, opacity) = curve.style == .faint ? (1, Self.faintOpacity) : (2.0, 1.0)
    for run in curve.points.split(whereSeparator: { !isDrawable($0) }) {
      let corners = run.map(spot)
      let spots = Polyline.thinned(
        curve.style == .steps ? Polyline.steps(corners) : corners, step: 0.5)
      for part in Polyline.clipped(spots, to: frame) {
        addLine(part, ink, width: width, opacity: opacity, dashes: ink.dashes)
      }
    }
    guard curve.points.count <= Self.mostMarkedPoints, medium.isPage, curve.style != .steps
    else { return }
    for spot in curve.points.filter(isDrawable).map(spot) where isWithin(spot) {
      drawing.marks.append(.dot(spot, radius: 3, fill: ink, opacity: opacity))
    }
  }

  private mutating func add(_ bars: Bars, _ ink: Ink, layer: Int) {
    let share = 0.8 / Double(max(1, contents.barLayers))
    let (along, upward) = bars.areHorizontal ? (layout.y, layout.x) : (layout.x, layout.y)
    for (index, value) in bars.values.enumerated() where value.magnitude < Plot.largestValue {
      guard value > 0 || upward.isDrawable(value) else { continue }
      let start = Double(index) - 0.4 + Double(layer) * share
      let span = bars.spans?[index] ?? start...start + share
      let (a, b) = (along.position(span.lowerBound), along.position(span.upperBound))
      let (from, to) = (upward.base, upward.position(value))
      let first = max(0, min(a, b)), last = min(1, max(a, b))
      let low = max(0, min(from, to)), high = min(1, max(from, to))
      guard first < last, low < high else { continue }
      var box =
        bars.areHorizontal
        ? box(x: low, high, y: first, last) : box(x: first, last, y: low, high)
      // A hair of paper between the bars of a histogram.
      if bars.spans != nil, box.width > 3 { box.right -= 1 }
      drawing.marks.append(.rectangle(box, fill: ink, opacity: Self.opacity(of: bars)))
    }
  }

  /// Histograms lie over each other, and show what is behind them.
  static func opacity(of bars: Bars) -> Double { bars.spans == nil ? 1 : 0.65 }

  private mutating func add(_ field: Field) {
    guard field.columnCount > 0 else { return }
    let (x, y) = (layout.x, layout.y)
    let box = box(
      x: x.position(field.x.lowerBound), x.position(field.x.upperBound),
      y: y.position(field.y.lowerBound), y.position(field.y.upperBound))
    let painter = FieldPainter(field, in: box, isDownward: plot.yAxis.isReversed, medium)
    drawing.marks += painter.marks
  }

  private mutating func addColors(_ field: Field, in bar: Box) {
    let steps = medium.isPage ? 64 : 4 * Int(bar.height / Medium.cellHeight)
    let map = FieldPainter.map(of: field, medium)
    for step in 0..<steps {
      var part = bar
      part.top += bar.height * Double(step) / Double(steps)
      // Each goes down to the end, so that no seam shows between them.
      let color = map.color(1 - (Double(step) + 0.5) / Double(steps))
      drawing.marks.append(.rectangle(part, fill: .fixed(color)))
    }
  }

  // MARK: Places

  private func spot(_ point: Plot.Point) -> Spot {
    Spot(
      frame.left + layout.x.position(point.x) * frame.width,
      frame.bottom - layout.y.position(point.y) * frame.height)
  }

  private func isWithin(_ spot: Spot) -> Bool {
    spot.x >= frame.left - 0.5 && spot.x <= frame.right + 0.5 && spot.y >= frame.top - 0.5
      && spot.y <= frame.bottom + 0.5
  }

  private func box(x a: Double, _ b: Double, y c: Double, _ d: Double) -> Box {
    Box(
      left: frame.left + min(a, b) * frame.width, top: frame.bottom - max(c, d) * frame.height,
      right: frame.left + max(a, b) * frame.width, bottom: frame.bottom - min(c, d) * frame.height)
  }
}
