import Glibc

/// How the loss took to learning rates that grow from step to step; see ``Trainer/findLearningRate(_:in:steps:file:line:)``.
public struct LearningRateCurve: Sendable {
  /// The rate of each step, growing by the same factor from one to the next.
  public let rates: [Double]

  /// The loss before each step.
  public let losses: [Double]

  /// The losses without their noise: each averaged with its neighbours on both sides, the nearer the more.
  public let smoothed: [Double]

  package init(rates: [Double], losses: [Double]) {
    (self.rates, self.losses) = (rates, losses)
    smoothed = Self.smooth(losses)
  }

  /// A rate to train with: where the loss has fallen half the way to its lowest. Nil where no fall stands out from the noise.
  ///
  /// The lowest point itself is too late: there the loss is about to rise. Other than the rate of the steepest fall, this one hardly moves with the
  /// noise of batches.
  public var suggestion: Double? {
    guard let lowest = smoothed.indices.min(by: { smoothed[$0] < smoothed[$1] }) else { return nil }
    let highest = smoothed[...lowest].max()!
    let fall = highest - smoothed[lowest]
    guard fall > noise(upTo: lowest) else { return nil }
    return smoothed[...lowest].lastIndex { $0 >= highest - fall / 2 }.map { rates[$0] }
  }

  /// Losses over rates, and the suggestion, to be looked at.
  public var plot: Plot {
    var plot = Plot(title: "Learning rates tried", xLabel: "learning rate", yLabel: "loss")
    plot.xAxis.scale = .log
    let ceiling = Self.ceiling(of: losses)
    plot.add("each step", zip(rates, losses).map { ($0, min($1, ceiling)) }, style: .faint)
    plot.add("smoothed", zip(rates, smoothed).map { ($0, $1) })
    if let suggestion, let place = rates.firstIndex(of: suggestion) {
      plot.add("suggestion", [(suggestion, smoothed[place])], style: .points)
    }
    return plot
  }

  /// How far losses lie from the smoothed ones: their standard deviation before the lowest.
  private func noise(upTo lowest: Int) -> Double {
    let squares = (0...lowest).map { pow(losses[$0] - smoothed[$0], 2) }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }

  /// What a loss counts at most, so that one that runs away does not hide those before it.
  private static func ceiling(of losses: [Double]) -> Double {
    let first = losses.prefix(5)
    return 4 * first.reduce(0, +) / Double(max(1, first.count))
  }

  /// Weights fall with the distance as a normal distribution whose deviation is a twenty-fifth of all steps.
  private static func smooth(_ losses: [Double]) -> [Double] {
    let width = max(1, Double(losses.count) / 25)
    let ceiling = ceiling(of: losses)
    return losses.indices.map { center in
      var (sum, weights) = (0.0, 0.0)
      for (place, loss) in losses.enumerated() {
        let weight = exp(-0.5 * pow(Double(place - center) / width, 2))
        sum += weight * min(loss, ceiling)
        weights += weight
      }
      return sum / weights
    }
  }
}
