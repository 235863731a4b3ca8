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
  /// - Parameter bins: how many parts; by default the square root of the number of values, 5 to 60.
  public mutating func addHistogram(_ name: String, _ values: [Double], bins: Int? = nil) {
    let finite = values.filter { $0.magnitude < Plot.largestValue }
    guard let low = finite.min(), let high = finite.max() else {
      layers.append(.bars(Bars(name: name, values: [], spans: [])))
      return
    }
    let wanted = bins ?? Int(Double(finite.count).squareRoot())
    let count = Swift.max(
      1, Swift.min(bins == nil ? 60 : 10_000, Swift.max(bins == nil ? 5 : 1, wanted)))
    let range = Plot.extent([low, high])
    let width = (range.upperBound - range.lowerBound) / Double(count)
    var counts = [Double](repeating: 0, count: count)
    for value in finite {
      counts[Swift.min(count - 1, Int((value - range.lowerBound) / width))] += 1
    }
    let spans = (0..<count).map { index in
      let start = range.lowerBound + Double(index) * width
      return start...Swift.max(start, start + width)
    }
    layers.append(.bars(Bars(name: name, values: counts, spans: spans)))
  }

  /// Adds a histogram of a tensor's elements.
  public mutating func addHistogram(_ name: String, _ values: Tensor, bins: Int? = nil) {
    addHistogram(name, values.array(as: Double.self), bins: bins)
  }
}
