/// What a plot's layers come to: the numbers that its axes must hold, and the names in its legend.
struct PlotContents {
  private let plot: Plot
  private var xs: [Double] = []
  private var ys: [Double] = []
  private var isWidenedX = false
  private var isWidenedY = true
  private(set) var legend: [Legend.Entry] = []
  /// The field whose colours a bar explains.
  private(set) var coloured: Field?
  /// How many layers of bars share each name along an axis.
  private(set) var barLayers = 0

  init(_ plot: Plot) {
    self.plot = plot
    barLayers = plot.layers.count { layer in
      if case .bars(let bars) = layer { bars.spans == nil } else { false }
    }
    var series = 0
    for layer in plot.layers {
      switch layer {
      case .curve(let curve):
        add(curve)
        entry(curve.name, curve.ink ?? .series(series), Self.key(curve.style))
        if curve.ink == nil { series += 1 }
      case .bars(let bars):
        add(bars)
        entry(bars.name, .series(series), .area(opacity: PlotDrawing.opacity(of: bars)))
        series += 1
      case .field(let field):
        xs += [field.x.lowerBound, field.x.upperBound]
        ys += [field.y.lowerBound, field.y.upperBound]
        isWidenedY = false
        if case .classes(let names) = field.kind {
          for (index, name) in names.enumerated() {
            entry(name, .series(index), .area(opacity: PlotDrawing.regionOpacity))
          }
        } else if field.valueLabel != nil, !field.rows.isEmpty {
          coloured = field
        }
      }
    }
  }

  private mutating func add(_ curve: Curve) {
    let (isXLog, isYLog) = (plot.xAxis.scale == .log, plot.yAxis.scale == .log)
    for point in curve.points
    where AxisScale.isDrawable(point.x, isLog: isXLog)
      && AxisScale.isDrawable(point.y, isLog: isYLog)
    {
      xs.append(point.x)
      ys.append(point.y)
    }
    if curve.style == .points { isWidenedX = true }
  }

  private mutating func add(_ bars: Bars) {
    let values = bars.values.filter { $0.magnitude < Plot.largestValue }
    let isLog = (bars.areHorizontal ? plot.xAxis : plot.yAxis).scale == .log
    let heights = isLog ? values.flatMap { [$0, $0 / 10] } : values + [0]
    if bars.areHorizontal { xs += heights } else { ys += heights }
    for span in bars.spans ?? [] { xs += [span.lowerBound, span.upperBound] }
  }

  private mutating func entry(_ name: String, _ ink: Ink, _ key: Legend.Key) {
    guard !name.isEmpty else { return }
    legend.append(Legend.Entry(name: name, ink: ink, key: key))
  }

  private static func key(_ style: Plot.Style) -> Legend.Key {
    switch style {
    case .line, .steps: .line(width: 2, opacity: 1)
    // As thin and pale as the line, a key so short could not be seen.
    case .faint: .line(width: 2, opacity: 0.8)
    case .points: .dot
    }
  }

  func xScale(about count: Int) -> AxisScale {
    let isNice = plot.layers.contains { layer in
      if case .bars(let bars) = layer { bars.areHorizontal } else { false }
    }
    return AxisScale(
      plot.xAxis, holding: xs, about: max(1, count), isNice: isNice,
      margin: isWidenedX && isWidenedY ? 0.02 : 0)
  }

  func yScale(about count: Int) -> AxisScale {
    AxisScale(
      plot.yAxis, holding: ys, about: max(1, count), isNice: isWidenedY,
      margin: isWidenedY ? 0.04 : 0)
  }
}
