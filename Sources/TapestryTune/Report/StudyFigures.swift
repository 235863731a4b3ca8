import Glibc
import TapestryCore
import TapestryTraining

extension Study {
  /// The value of each complete trial, and the best so far.
  ///
  /// - Parameter objective: which of several.
  public func historyPlot(
    objective: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) throws -> Plot {
    demandObjective(objective, "historyPlot", file: file, line: line)
    let complete = try trials.filter { $0.state == .complete && $0.values[objective].isFinite }
    var plot = Plot(title: "History", xLabel: "trial", yLabel: valueNames[objective])
    var best: [Plot.Point] = []
    for trial in complete {
      let value = trial.values[objective]
      let last = best.last?.y ?? value
      best.append(
        (
          x: Double(trial.number),
          y: directions[objective].isBetter(value, than: last) ? value : last
        ))
    }
    plot.add("best so far", best, style: .steps)
    plot.add(
      "trials", complete.map { (x: Double($0.number), y: $0.values[objective]) }, style: .points)
    return plot
  }

  /// What each trial reported on its way; where there are more than colours, the best one before all others.
  public func reportsPlot() throws -> Plot {
    var plot = Plot(title: "Reports of each trial", xLabel: "step", yLabel: valueNames[0])
    func points(_ trial: TrialRecord) -> [Plot.Point] {
      trial.reports.map { (x: Double($0.step), y: $0.value) }
    }
    let shown = try trials.filter { $0.reports.count > 1 }
    guard shown.count > Ink.seriesCount else {
      for trial in shown { plot.add("trial \(trial.number)", points(trial), style: .faint) }
      return plot
    }
    let leader = try best?.number
    for (place, trial) in shown.filter({ $0.number != leader }).enumerated() {
      plot.add(place == 0 ? "others" : "", points(trial), style: .faint, ink: .axis)
    }
    if let trial = shown.first(where: { $0.number == leader }) {
      plot.add("best: trial \(trial.number)", points(trial))
    }
    return plot
  }

  /// How much each hyper-parameter matters; see ``importance(quantile:objective:file:line:)``.
  public func importancePlot(
    objective: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) throws -> Plot {
    var plot = Plot(title: "Importance", xLabel: "share", yLabel: "")
    plot.addBars(
      "",
      try importance(objective: objective, file: file, line: line)
        .map { (name: $0.name, value: $0.share) },
      horizontal: true)
    return plot
  }

  /// A line for each complete trial over its hyper-parameters and its value, coloured by the value: dark is good.
  public func parallelCoordinates(
    objective: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) throws -> ParallelCoordinates {
    demandObjective(objective, "parallelCoordinates", file: file, line: line)
    let complete = try trials.filter { $0.state == .complete }
    var figure = ParallelCoordinates(title: "Hyper-parameters")
    for name in Set(complete.flatMap { $0.parameters.map(\.name) }).sorted() {
      let parameters = complete.map { $0[parameter: name] }
      let distributions = parameters.compactMap { $0?.distribution }
      if distributions.contains(where: \.isCategorical) {
        figure.addAxis(name, parameters.map { $0?.value.description })
      } else {
        let ends = distributions.map(\.ends)
        figure.addAxis(
          name, parameters.map { $0?.value.number },
          scale: distributions.allSatisfy(\.isLog) ? .log : .linear,
          range: ends.map(\.lowerBound).min()!...ends.map(\.upperBound).max()!,
          isWhole: distributions.allSatisfy(\.isWhole))
      }
    }
    figure.addAxis(valueNames[objective], complete.map { $0.values[objective] })
    figure.colored(
      by: complete.map { directions[objective].sign * $0.values[objective] }, from: "best",
      to: "worst")
    return figure
  }

  /// The value over two hyper-parameters that are numbers, smoothed between the trials, which are the dots.
  ///
  /// Trials in which one of the two has another range or scale than in the last are left out.
  ///
  /// - Returns: nil where fewer than three complete trials have both, or one of them has a single value.
  public func contourPlot(
    _ x: String, _ y: String, objective: Int = 0, file: StaticString = #fileID,
    line: UInt = #line
  ) throws -> Plot? {
    demandObjective(objective, "contourPlot", file: file, line: line)
    var complete = try trials.filter {
      $0.state == .complete && $0.values[objective].isFinite && $0[parameter: x] != nil
        && $0[parameter: y] != nil
    }
    guard let first = complete.last?[parameter: x]?.distribution,
      let second = complete.last?[parameter: y]?.distribution, !first.isCategorical,
      !second.isCategorical, first.count != 1, second.count != 1
    else { return nil }
    complete.removeAll {
      $0[parameter: x]?.distribution != first || $0[parameter: y]?.distribution != second
    }
    guard complete.count >= 3 else { return nil }
    let points = complete.map { trial in
      (
        x: first.unit(trial[parameter: x]!.code), y: second.unit(trial[parameter: y]!.code),
        value: trial.values[objective]
      )
    }
    let size = 40
    let rows = (0..<size).flatMap { row in
      (0..<size).map { column in
        smoothed(points, Double(column) / Double(size - 1), Double(row) / Double(size - 1))
      }
    }
    var plot = Plot(title: "\(valueNames[objective]) over \(x) and \(y)", xLabel: x, yLabel: y)
    (plot.xAxis.scale, plot.xAxis.isWhole) = (first.isLog ? .log : .linear, first.isWhole)
    (plot.yAxis.scale, plot.yAxis.isWhole) = (second.isLog ? .log : .linear, second.isWhole)
    plot.addContour(
      Tensor(rows, shape: [size, size]), x: first.plottedRange, y: second.plottedRange,
      valueLabel: valueNames[objective])
    plot.add(
      "trials", complete.map { (x: $0[x]!.number!, y: $0[y]!.number!) }, style: .points)
    return plot
  }

  /// The complete trials by two objectives, and the front among them.
  public func frontPlot(
    _ x: Int = 0, _ y: Int = 1, file: StaticString = #fileID, line: UInt = #line
  ) throws -> Plot {
    demandObjective(x, "frontPlot", file: file, line: line)
    demandObjective(y, "frontPlot", file: file, line: line)
    var plot = Plot(title: "Front", xLabel: valueNames[x], yLabel: valueNames[y])
    func points(_ trials: [TrialRecord]) -> [Plot.Point] {
      trials.map { (x: $0.values[x], y: $0.values[y]) }
    }
    let front = try front
    let numbers = Set(front.map(\.number))
    plot.add(
      "trials",
      points(try trials.filter { $0.state == .complete && !numbers.contains($0.number) }),
      style: .points)
    plot.add("front", points(front), style: .points)
    return plot
  }
}

/// The mean of values, weighted by how near they are.
private func smoothed(
  _ points: [(x: Double, y: Double, value: Double)], _ x: Double, _ y: Double
) -> Double {
  let width = 0.08
  let exponents = points.map { -(pow($0.x - x, 2) + pow($0.y - y, 2)) / (2 * width * width) }
  // Taken from the nearest, far from all points one of them still counts.
  let nearest = exponents.max()!
  var (sum, total) = (0.0, 0.0)
  for (point, exponent) in zip(points, exponents) {
    let weight = exp(exponent - nearest)
    sum += weight * point.value
    total += weight
  }
  return sum / total
}

extension Distribution {
  /// The codes at the ends of the unit interval.
  fileprivate var plottedRange: ClosedRange<Double> {
    let bounds = scaledBounds
    return isLog ? exp(bounds.lowerBound)...exp(bounds.upperBound) : bounds
  }
}
