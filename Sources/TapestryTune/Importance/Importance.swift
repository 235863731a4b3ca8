import Glibc
import TapestryCore

extension Study {
  /// How much each hyper-parameter decides whether a trial is good, as shares that add up to 1.
  ///
  /// The measure is that of PED-ANOVA (Watanabe, Bansal and Hutter, "PED-ANOVA: efficiently quantifying hyperparameter importance in arbitrary
  /// subspaces", 2023): how far the density of a hyper-parameter among the best trials is from its density among all, as a Pearson divergence.
  /// Where good trials are spread as all are, a hyper-parameter does not matter. It looks at each by itself, and costs O(n) a hyper-parameter;
  /// fANOVA, which fits a forest of regression trees to the values, sees what two do together as well.
  ///
  /// Pruned trials count among the others, behind all complete ones; `optuna.importance` leaves them out.
  ///
  /// - Parameters:
  ///   - quantile: the share of trials that are called good.
  ///   - objective: which of several objectives is asked about.
  /// - Returns: the most important first; hyper-parameters that all complete and pruned trials have. Empty where there are fewer
  ///   than 10 of these trials.
  public func importance(
    quantile: Double = 0.1, objective: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) throws -> [(name: String, share: Double)] {
    demandObjective(objective, "importance", file: file, line: line)
    let trials = try trials
    let sign = directions[objective].sign
    let complete = trials.filter { $0.state == .complete }
      .sorted { sign * $0.values[objective] < sign * $1.values[objective] }
    let ranked =
      complete + rankedPruned(trials.filter { $0.state == .pruned }, directions[objective])
    guard ranked.count >= Study.leastForImportance else { return [] }
    let space = SearchSpace(sharedBy: ranked)
    let points = ranked.map { space.units(of: $0)! }
    let good = max(5, Int((quantile * Double(points.count)).rounded()))
    let divergences = space.distributions.enumerated().map { index, distribution in
      let all = CellDensity(points.map { $0[index] }, distribution)
      let best = CellDensity(points.prefix(good).map { $0[index] }, distribution)
      return best.divergence(from: all)
    }
    let total = divergences.reduce(0, +)
    return zip(space.names, divergences)
      .map { (name: $0, share: total > 0 ? $1 / total : 1 / Double(space.count)) }
      .sorted { ($1.share, $0.name) < ($0.share, $1.name) }
  }

  /// With fewer trials the best of them are too few for a density.
  static let leastForImportance = 10

  /// Checks that there is an objective of this number.
  func demandObjective(_ objective: Int, _ what: String, file: StaticString, line: UInt) {
    demand(
      directions.indices.contains(objective),
      "\(what): objective \(objective) of \(directions.count)", file: file, line: line)
  }
}

/// A density over the cells of a hyper-parameter's scale: a kernel around each point, and one point's weight spread over all.
private struct CellDensity {
  private let shares: [Double]

  init(_ units: [Double], _ distribution: Distribution) {
    let cells = min(distribution.count ?? 50, 50)
    let counts = units.reduce(into: [Double](repeating: 0, count: cells)) { counts, unit in
      counts[min(Int(unit * Double(cells)), cells - 1)] += 1
    }
    let smooth =
      distribution.isCategorical ? counts : CellDensity.smoothed(counts, units)
    let total = Double(units.count + 1)
    shares = smooth.map { ($0 + 1 / Double(cells)) / total }
  }

  /// Scott's rule tells the width.
  private static func smoothed(_ counts: [Double], _ units: [Double]) -> [Double] {
    let number = Double(units.count)
    let mean = units.reduce(0, +) / number
    let variance = units.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / number
    let width = 1.06 * variance.squareRoot() * pow(number, -0.2) * Double(counts.count)
    var smooth = Array(repeating: 0.0, count: counts.count)
    for (center, count) in counts.enumerated() where count > 0 {
      let kernel = counts.indices.map { exp(-0.5 * pow(Double($0 - center) / max(width, 0.5), 2)) }
      let total = kernel.reduce(0, +)
      for cell in smooth.indices { smooth[cell] += count * kernel[cell] / total }
    }
    return smooth
  }

  /// Pearson's: of the ratio of the densities, the mean squared distance from 1.
  func divergence(from other: CellDensity) -> Double {
    zip(shares, other.shares).reduce(0) { $0 + $1.1 * pow($1.0 / $1.1 - 1, 2) }
  }
}
