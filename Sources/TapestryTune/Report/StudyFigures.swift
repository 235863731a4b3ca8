import Glibc
import TapestryCore
import TapestryTraining

extension Study {
  /// The value of each complete trial, and the best so far.
  ///
  /// - Parameter objective: which of several.
  public func historyPlot(objective: Int = 0) throws -> Plot {
    let complete = try trials.filter { $0.state == .complete && $0.values[objective].isFinite }
    var plot = Plot(title: "History", xLabel: "trial", yLabel: objectiveName(objective))
    plot.add(
      "trials", complete.map { (x: Double($0.number), y: $0.values[objective]) }, style: .points)
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
    plot.add("best so far", best)
    return plot
  }

  /// What each trial reported on its way.
  public func reportsPlot() throws -> Plot {
    var plot = Plot(title: "Reports of each trial", xLabel: "step", yLabel: objectiveName(0))
    let shown = try trials.filter { $0.reports.count > 1 }
    for trial in shown {
      // A legend of more lines than there are colours tells nothing.
      plot.add(
        shown.count > 8 ? "" : "trial \(trial.number)",
        trial.reports.map { (x: Double($0.step), y: $0.value) }, style: .faint)
    }
    return plot
  }

  /// How much each hyper-parameter matters; see ``importance(quantile:objective:)``.
  public func importancePlot(objective: Int = 0) throws -> Plot {
    var plot = Plot(title: "Importance", xLabel: "share", yLabel: "")
    plot.addBars(
      "",
      try importance(objective: objective).map { (name: $0.name, value: $0.share) },
      horizontal: true)
    return plot
  }

  /// A line for each complete trial over its hyper-parameters and its value, coloured by the value: dark is good.
  public func parallelCoordinates(objective: Int = 0) throws -> ParallelCoordinates {
    let complete = try trials.filter { $0.state == .complete }
    var figure = ParallelCoordinates(title: "Hyper-parameters")
    for name in Set(complete.flatMap { $0.parameters.map(\.name) }).sorted() {
      let parameters = complete.map { $0[parameter: name] }
      let distribution = parameters.compactMap { $0 }[0].distribution
      if distribution.isCategorical {
        figure.addAxis(name, parameters.map { $0?.value.description })
      } else {
        figure.addAxis(
          name, parameters.map { $0?.value.number }, scale: distribution.isLog ? .log : .linear)
      }
    }
    figure.addAxis(objectiveName(objective), complete.map { $0.values[objective] })
    figure.colored(by: complete.map { directions[objective].sign * $0.values[objective] })
    return figure
  }

  /// The value over two hyper-parameters that are numbers, smoothed between the trials, which are the dots.
  ///
  /// - Returns: nil where fewer than three complete trials have both, or one of them has a single value.
  public func contourPlot(_ x: String, _ y: String, objective: Int = 0) throws -> Plot? {
    let complete = try trials.filter {
      $0.state == .complete && $0.values[objective].isFinite && $0[parameter: x] != nil
        && $0[parameter: y] != nil
    }
    guard complete.count >= 3, let first = complete[0][parameter: x]?.distribution,
      let second = complete[0][parameter: y]?.distribution, !first.isCategorical,
      !second.isCategorical, first.count != 1, second.count != 1
    else { return nil }
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
    var plot = Plot(title: "\(objectiveName(objective)) over \(x) and \(y)", xLabel: x, yLabel: y)
    plot.xAxis.scale = first.isLog ? .log : .linear
    plot.yAxis.scale = second.isLog ? .log : .linear
    plot.addContour(
      Tensor(rows, shape: [size, size]), x: first.plottedRange, y: second.plottedRange,
      valueLabel: objectiveName(objective))
    plot.add(
      "trials", complete.map { (x: $0[x]!.number!, y: $0[y]!.number!) }, style: .points)
    return plot
  }

  /// The complete trials by two objectives, and the front among them.
  public func frontPlot(_ x: Int = 0, _ y: Int = 1) throws -> Plot {
    var plot = Plot(title: "Front", xLabel: objectiveName(x), yLabel: objectiveName(y))
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

  func objectiveName(_ objective: Int) -> String {
    directions.count == 1 ? "value" : "objective \(objective)"
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
