import TapestryCore

/// Rectangles from zero to a value.
struct Bars: Sendable {
  var name: String
  var values: [Double]
  /// Where each bar stands, of a histogram; nil for bars at the names along the axis.
  var spans: [ClosedRange<Double>]?
  /// Whether they lie, with the names one under the other.
  var areHorizontal = false
}

extension Plot {
  /// Adds a bar for each name. Bars that are added several times, with the same names, stand side by side.
  ///
  /// - Parameter horizontal: whether the bars lie, with the names one under the other: the right choice for
  ///   many or long ones. The axis of numbers is then the x axis.
  public mutating func addBars(
    _ name: String, _ bars: [(name: String, value: Double)], horizontal: Bool = false
  ) {
    let names = bars.map(\.name)
    if horizontal {
      yAxis.categories = names
      yAxis.isReversed = true
    } else {
      xAxis.categories = names
    }
    layers.append(
      .bars(Bars(name: name, values: bars.map(\.value), areHorizontal: horizontal)))
  }

  /// Adds a histogram: how many of `values` lie in each of some equal parts of their range. Values that are not
  /// finite are left out.
  ///
  /// - Parameter bins: how many parts. By default those of the first histogram in the plot, and as many more beside them as it takes,
  ///   so that the two can be compared; in the first, the square root of the number of values, 5 to 60.
  public mutating func addHistogram(_ name: String, _ values: [Double], bins: Int? = nil) {
    let finite = values.filter { $0.magnitude < Plot.largestValue }
    guard let low = finite.min(), let high = finite.max() else {
      layers.append(.bars(Bars(name: name, values: [], spans: [])))
      return
    }
    let parts =
      bins.map { HistogramParts(of: low...high, count: $0) }
      ?? firstHistogram?.parts(holding: low...high)
      ?? HistogramParts(
        of: low...high,
        count: Swift.max(5, Swift.min(60, Int(Double(finite.count).squareRoot()))))
    var counts = [Double](repeating: 0, count: parts.count)
    for value in finite { counts[parts.index(of: value)] += 1 }
    layers.append(.bars(Bars(name: name, values: counts, spans: parts.spans)))
  }

  private var firstHistogram: HistogramParts? {
    for case .bars(let bars) in layers {
      if let spans = bars.spans, !spans.isEmpty { return HistogramParts(spans: spans) }
    }
    return nil
  }

  /// Adds a histogram of a tensor's elements.
  public mutating func addHistogram(_ name: String, _ values: Tensor, bins: Int? = nil) {
    addHistogram(name, values.array(as: Double.self), bins: bins)
  }
}

/// Equal parts of a range, one beside the other.
private struct HistogramParts {
  let start, width: Double
  let count: Int

  private static let mostParts = 10_000

  init(of range: ClosedRange<Double>, count: Int) {
    let range = Plot.extent([range.lowerBound, range.upperBound])
    self.count = max(1, min(Self.mostParts, count))
    start = range.lowerBound
    width = (range.upperBound - range.lowerBound) / Double(self.count)
  }

  init(spans: [ClosedRange<Double>]) {
    start = spans[0].lowerBound
    width = (spans[spans.count - 1].upperBound - start) / Double(spans.count)
    count = spans.count
  }

  private init(start: Double, width: Double, count: Int) {
    (self.start, self.width, self.count) = (start, width, count)
  }

  /// Parts as wide as these and in line with them; nil where there would be too many.
  func parts(holding range: ClosedRange<Double>) -> HistogramParts? {
    // A value at an edge must not make one more part by the rounding of the division; at the upper end it is of the last.
    let first = ((range.lowerBound - start) / width + 1e-9).rounded(.down)
    let last = max(first, ((range.upperBound - start) / width - 1e-9).rounded(.up) - 1)
    guard last - first < Double(Self.mostParts) else { return nil }
    return HistogramParts(
      start: start + first * width, width: width, count: Int(last - first) + 1)
  }

  func index(of value: Double) -> Int { max(0, min(count - 1, Int((value - start) / width))) }

  var spans: [ClosedRange<Double>] {
    (0..<count).map { index in
      let from = start + Double(index) * width
      return from...max(from, from + width)
    }
  }
}
