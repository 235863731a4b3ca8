import TapestryCore

/// Values in rows and columns that fill a part of the plane with colour.
struct Field: Sendable {
  enum Kind: Sendable {
    /// A colour for each value, with a bar that tells which; `texts` stand in the cells.
    case heat(texts: [[String]]?)
    /// Colours that run into each other, and lines along which the value is the same.
    case contours
    /// The pale colour of a class, by its number.
    case classes(names: [String])
  }

  /// The first row lies where y is least.
  var rows: [[Double]]
  var x: ClosedRange<Double>
  var y: ClosedRange<Double>
  var kind: Kind
  /// What the values are, beside the bar of colours; nil where there is no bar.
  var valueLabel: String?
  /// The values of the first and the last colour; nil for the range of those that there are.
  var range: ClosedRange<Double>?

  var columnCount: Int { rows.first?.count ?? 0 }

  /// What colours stand for: by default the range of the values that are finite.
  var values: ClosedRange<Double> {
    range ?? Plot.extent(rows.joined().filter { $0.magnitude < Plot.largestValue })
  }
}

extension Plot {
  /// Adds a field of coloured cells, one for each element of a matrix; its first row lies on top.
  ///
  /// - Parameters:
  ///   - values: `[rows, columns]`; an element that is not finite is grey.
  ///   - rowNames, columnNames: what stands at the axes, one for each row and column.
  ///   - texts: what stands in the cells where there is room, such as the values.
  ///   - valueLabel: what the values are; it stands beside the bar of colours.
  ///   - range: the values of the first and the last colour, with an extent; by default the least and the greatest that there are.
  public mutating func addHeatMap(
    _ values: Tensor, rowNames: [String], columnNames: [String], texts: [[String]]? = nil,
    valueLabel: String = "", range: ClosedRange<Double>? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      range.map { $0.upperBound - $0.lowerBound > 0 && $0.upperBound.isFinite } ?? true,
      "Plot.addHeatMap: colours for \(range ?? 0...0); a range with an extent is needed",
      file: file, line: line)
    demand(
      values.rank == 2 && values.shape[0] == rowNames.count
        && values.shape[1] == columnNames.count
        && texts.map {
          $0.count == rowNames.count
            && $0.allSatisfy { $0.count == columnNames.count }
        } ?? true,
      """
      Plot.addHeatMap: \(values.shape), \(rowNames.count) row names, \(columnNames.count) column \
      names; a name for each row and column is needed
      """, file: file, line: line)
    xAxis.categories = columnNames
    yAxis.categories = rowNames
    yAxis.isReversed = true
    layers.append(
      .field(
        Field(
          rows: Self.rows(of: values), x: -0.5...Double(columnNames.count) - 0.5,
          y: -0.5...Double(rowNames.count) - 0.5, kind: .heat(texts: texts),
          valueLabel: valueLabel, range: range)))
  }

  /// Adds a smooth field of colour with lines along which the value is the same.
  ///
  /// - Parameters:
  ///   - values: `[rows, columns]` at equal steps over the two ranges, ends included; the first row is that of the
  ///     least y. Elements that are not finite are grey.
  ///   - x, y: the ranges, with an extent each; on a logarithmic axis the steps are equal factors.
  ///   - valueLabel: what the values are; it stands beside the bar of colours.
  public mutating func addContour(
    _ values: Tensor, x: ClosedRange<Double>, y: ClosedRange<Double>, valueLabel: String = "",
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      values.rank == 2 && values.shape[0] >= 2 && values.shape[1] >= 2
        && x.lowerBound < x.upperBound && y.lowerBound < y.upperBound,
      "Plot.addContour: \(values.shape) over \(x) and \(y); 2 by 2 values and more are needed",
      file: file, line: line)
    layers.append(
      .field(
        Field(
          rows: Self.rows(of: values), x: x, y: y, kind: .contours, valueLabel: valueLabel)))
  }

  /// Adds the regions of the plane that a classifier gives to each class, in pale colours: its decision
  /// boundaries. Dots that are added afterwards, a class at a time and in order, have the colours of their regions.
  ///
  /// ```swift
  /// plot.addRegions(x: -2...2, y: -2...2, classes: ["inner", "outer"]) { points in
  ///   model(points).argmax(axis: 1)
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - steps: how many points are asked for along each axis.
  ///   - classify: is called once, with all points, float32 `[steps², 2]`, and gives the number of the class
  ///     of each, `[steps²]`.
  public mutating func addRegions(
    x: ClosedRange<Double>, y: ClosedRange<Double>, classes: [String], steps: Int = 120,
    file: StaticString = #fileID, line: UInt = #line, classify: (Tensor) -> Tensor
  ) {
    demand(
      x.lowerBound < x.upperBound && y.lowerBound < y.upperBound && steps >= 1,
      "Plot.addRegions: \(x), \(y) in \(steps) steps; an extent and a step are needed",
      file: file, line: line)
    // The middles of the cells.
    func place(_ range: ClosedRange<Double>, _ step: Int) -> Float {
      let share = (Double(step) + 0.5) / Double(steps)
      return Float(range.lowerBound + share * (range.upperBound - range.lowerBound))
    }
    let points = (0..<steps).flatMap { row in
      (0..<steps).flatMap { column in [place(x, column), place(y, row)] }
    }
    let numbers = classify(Tensor(points, shape: [steps * steps, 2]))
    demand(
      numbers.count == steps * steps,
      "Plot.addRegions: \(numbers.shape) for \(steps * steps) points; one class each is needed",
      file: file, line: line)
    layers.append(
      .field(
        Field(
          rows: Self.rows(of: numbers.reshaped(to: [steps, steps])), x: x, y: y,
          kind: .classes(names: classes))))
  }

  private static func rows(of values: Tensor) -> [[Double]] {
    let (rows, columns) = (values.shape[0], values.shape[1])
    let all = values.array(as: Double.self)
    return (0..<rows).map { Array(all[$0 * columns..<($0 + 1) * columns]) }
  }

  /// How often each class was taken for each: a heat map of counts, in the colours of their share of the row.
  ///
  /// - Parameters:
  ///   - counts: `[classes, classes]`; a row is a true class, a column a predicted one.
  ///   - names: the classes' names; by default their numbers.
  public static func confusionMatrix(
    _ counts: Tensor, names: [String]? = nil, title: String = "Confusion matrix",
    file: StaticString = #fileID, line: UInt = #line
  ) -> Plot {
    demand(
      counts.rank == 2 && counts.shape[0] == counts.shape[1],
      "Plot.confusionMatrix: \(counts.shape); [classes, classes] is needed", file: file, line: line)
    let names = names ?? (0..<counts.shape[0]).map(String.init)
    var plot = Plot(title: title, xLabel: "predicted", yLabel: "true")
    let rows = rows(of: counts)
    let shares = rows.flatMap { row in
      let total = row.reduce(0, +)
      return row.map { total > 0 ? $0 / total : 0 }
    }
    plot.addHeatMap(
      Tensor(shares, shape: counts.shape), rowNames: names, columnNames: names,
      texts: rows.map { $0.map { $0 == 0 ? "" : $0.fixed(0, grouped: true) } },
      valueLabel: "share of the true class", range: 0...1, file: file, line: line)
    let side = Swift.max(380, Swift.min(900, Double(names.count) * 36 + 140))
    plot.size = (side + 90, side)
    return plot
  }
}
