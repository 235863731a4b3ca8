/// The layout of a `LinePlot` and the SVG it comes to.
struct LinePlotDrawing {
  private let plot: LinePlot
  private let xRange: ClosedRange<Double>
  private let yRange: ClosedRange<Double>
  private let xTicks: Ticks
  private let yTicks: Ticks

  // The rectangle between the axes, in pixels.
  private let left: Double
  private let right: Double
  private let top: Double
  private let bottom: Double

  private static let textSize = 12.0
  // The mean width of a character, over its size, in the common sans-serif fonts. SVG cannot be asked.
  private static let characterWidth = 0.58

  // Okabe and Ito's colours, which people with any kind of colour vision tell apart, without their yellow,
  // too pale for a line on white. Source: jfly.uni-koeln.de/color.
  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
  ]

  // With so few points, one an epoch say, each is marked.
  private static let mostMarkedPoints = 32

  init(_ plot: LinePlot) {
    self.plot = plot
    let points = plot.curves.flatMap(\.points).filter(Self.isDrawable)
    let yCount = Int(plot.size.height / 65)
    xRange = Self.extent(points.map(\.x))
    yRange = Ticks.niceRange(around: Self.extent(points.map(\.y)), about: yCount)
    xTicks = Ticks(within: xRange, about: Int(plot.size.width / 100))
    let yTicks = Ticks(within: yRange, about: yCount)
    self.yTicks = yTicks

    let widest = yTicks.values.map { Self.width(of: yTicks.label($0)) }.max() ?? 0
    left = 52 + widest
    right = plot.size.width - 28
    top = 72
    bottom = plot.size.height - 56
  }

  var document: String {
    let (width, height) = (number(plot.size.width), number(plot.size.height))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img" font-size="\(number(Self.textSize))" \
      font-family="system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif" fill="#444">
      <title>\(escaped(plot.title))</title>
      <rect width="\(width)" height="\(height)" fill="#fff"/>
      \((axes + curves + legend + titles).joined(separator: "\n"))
      </svg>

      """
  }

  // MARK: Parts

  private var axes: [String] {
    var elements: [String] = []
    for value in yTicks.values {
      let y = vertical(value)
      elements.append(
        "<path d=\"M\(number(left)) \(number(y))H\(number(right))\" stroke=\"#e6e6e6\"/>")
      elements.append(text(yTicks.label(value), x: left - 8, y: y + 4, "text-anchor=\"end\""))
    }
    for value in xTicks.values {
      let x = horizontal(value)
      elements.append("<path d=\"M\(number(x)) \(number(bottom))v5\" stroke=\"#888\"/>")
      elements.append(text(xTicks.label(value), x: x, y: bottom + 20, "text-anchor=\"middle\""))
    }
    elements.append(
      "<path d=\"M\(number(left)) \(number(bottom))H\(number(right))\" stroke=\"#888\"/>")
    return elements
  }

  private var curves: [String] {
    plot.curves.enumerated().flatMap { index, curve in
      if curve.style == .points { return dots(curve, index, radius: 2) }
      let runs = curve.points.split { !Self.isDrawable($0) }.map { run in
        let places = run.map { "\(number(horizontal($0.x))) \(number(vertical($0.y)))" }
        // A line of no length, which its round caps make a dot, where a point stands alone.
        return "M" + places.joined(separator: "L") + (run.count == 1 ? "h0" : "")
      }
      let line = """
        <path d="\(runs.joined())" fill="none" \(stroke(index)) \
        stroke-linejoin="round" stroke-linecap="round"/>
        """
      guard curve.points.count <= Self.mostMarkedPoints else { return [line] }
      return [line] + dots(curve, index, radius: 3)
    }
  }

  private func dots(_ curve: LinePlot.Curve, _ index: Int, radius: Int) -> [String] {
    curve.points.filter(Self.isDrawable).map {
      dot(x: horizontal($0.x), y: vertical($0.y), index, radius: radius)
    }
  }

  private func dot(x: Double, y: Double, _ index: Int, radius: Int) -> String {
    "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(radius)\" fill=\"\(color(index))\"/>"
  }

  private var legend: [String] {
    var x = left
    return plot.curves.enumerated().flatMap { index, curve in
      let key =
        curve.style == .points
        ? dot(x: x + 9, y: 50, index, radius: 3)
        : "<path d=\"M\(number(x)) 50h18\" fill=\"none\" \(stroke(index))/>"
      let name = text(curve.name, x: x + 24, y: 54)
      x += 24 + Self.width(of: curve.name) + 20
      return [key, name]
    }
  }

  private var titles: [String] {
    let (centre, middle) = ((left + right) / 2, (top + bottom) / 2)
    return [
      text(plot.title, x: left, y: 30, "font-size=\"16\" font-weight=\"600\" fill=\"#222\""),
      text(plot.xLabel, x: centre, y: bottom + 42, "text-anchor=\"middle\""),
      text(
        plot.yLabel, x: 20, y: middle,
        "text-anchor=\"middle\" transform=\"rotate(-90 20 \(number(middle)))\""),
    ]
  }

  // MARK: Pieces

  private func text(_ content: String, x: Double, y: Double, _ attributes: String = "") -> String {
    let position = "x=\"\(number(x))\" y=\"\(number(y))\""
    let all = attributes.isEmpty ? position : position + " " + attributes
    return "<text \(all)>\(escaped(content))</text>"
  }

  private func color(_ index: Int) -> String {
    Self.colors[index % Self.colors.count]
  }

  private func stroke(_ index: Int) -> String {
    switch plot.curves[index].style {
    case .line, .points: "stroke=\"\(color(index))\" stroke-width=\"2\""
    case .faint: "stroke=\"\(color(index))\" stroke-width=\"1\" stroke-opacity=\"0.4\""
    }
  }

  /// A coordinate with as many decimals as can be seen.
  private func number(_ value: Double) -> String {
    var digits = value.fixed(2)
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
    return digits
  }

  // MARK: Geometry

  private func horizontal(_ x: Double) -> Double {
    left + (x - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound) * (right - left)
  }

  private func vertical(_ y: Double) -> Double {
    bottom - (y - yRange.lowerBound) / (yRange.upperBound - yRange.lowerBound) * (bottom - top)
  }

  private static func width(of text: String) -> Double {
    Double(text.count) * textSize * characterWidth
  }

  /// Whether axes that hold this point have an extent and steps that a Double can tell apart.
  private static func isDrawable(_ point: LinePlot.Point) -> Bool {
    point.x.magnitude < 1e100 && point.y.magnitude < 1e100
  }

  /// The least range that holds `values`, made wide enough to have two ends.
  private static func extent(_ values: [Double]) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    let padding = low == 0 ? 1 : low.magnitude / 10
    return low < high ? low...high : low - padding...high + padding
  }
}

/// `text` as it may stand in XML, as content or in quotes; control characters, which XML bars, are dropped.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
