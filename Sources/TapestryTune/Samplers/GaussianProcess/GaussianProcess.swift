import Glibc
import TapestryCore

/// Bayesian optimization: a Gaussian process learns the objective, and the next trial is where it expects the largest improvement (Snoek et
/// al., "Practical Bayesian optimization of machine learning algorithms", 2012, the method of Spearmint).
///
/// It is the sampler for trials that take long: choosing one takes O(n³) operations with n trials, some seconds at a thousand. What only some
/// trials ask for is chosen by `fallback`. With several objectives each trial weighs them otherwise (Knowles, "ParEGO", 2006). Trials
/// that run are taken to have the value that is expected of them, so that no two try the same. `optuna.samplers.GPSampler`.
public struct GaussianProcess: ParameterSampler {
  /// So many trials fill the space evenly at the beginning.
  public var startupTrials: Int
  /// How many points are looked at before the best of them are improved.
  public let candidates: Int
  /// Chooses what not all trials have.
  public var fallback: any ParameterSampler

  /// - Parameters:
  ///   - startupTrials: how many fill the space evenly at the beginning.
  ///   - candidates: how many points are looked at before the best of them are improved.
  ///   - fallback: chooses what not all trials have.
  public init(
    startupTrials: Int = 10, candidates: Int = 512, fallback: any ParameterSampler = TPE(),
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      candidates >= 1, "GaussianProcess: \(candidates) candidates; one at least is needed",
      file: file, line: line)
    (self.startupTrials, self.candidates) = (startupTrials, candidates)
    self.fallback = fallback
  }

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    context.complete.count < startupTrials
      ? stratified(distribution, &context) : fallback.sample(name, distribution, &context)
  }

  /// A value of a Latin hypercube: in each dimension each trial at the beginning has a layer of its own (Jones et al., "Efficient global optimization
  /// of expensive black-box functions", 1998).
  private func stratified(
    _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    let (cube, place) = context.trial.quotientAndRemainder(dividingBy: startupTrials)
    var order = RandomStream(seed: context.seed, stream: -1 - context.position - cube << 32)
    let layer = (0..<startupTrials).shuffled(using: &order)[place]
    return distribution.code(
      unit: (Double(layer) + context.random.uniform()) / Double(startupTrials))
  }

  public func sampleTogether(_ context: inout SamplingContext) -> [String: Double] {
    let complete = context.complete
    guard complete.count >= startupTrials else { return [:] }
    let space = SearchSpace(sharedBy: complete)
    guard !space.isEmpty else { return [:] }
    var units = complete.map { space.units(of: $0)! }
    var (process, values) = fitted(to: losses(complete, &context), units, space)
    let pending = context.others.filter { $0.state == .running }.compactMap(space.units)
    if !pending.isEmpty {
      values += process.predict(pending).map(\.mean)
      units += pending
      process = GaussianRegression(units, values, space)
    }
    let improvement = ExpectedImprovement(least: values.min()!)
    let best = units[values.indices.min { values[$0] < values[$1] }!]
    let search = ImprovementSearch(process: process, improvement: improvement, space: space)
    return space.named(
      space.codes(units: search.best(candidates, around: best, &context.random)))
  }

  /// A process on the scale on which it explains the losses best, and these on that scale.
  private func fitted(
    to losses: [Double], _ units: [[Double]], _ space: SearchSpace
  ) -> (process: GaussianRegression, values: [Double]) {
    let fits = ValueScale.all(losses, bentAt: [1, 0.1]).map { scale in
      let process = GaussianRegression(units, scale.values, space)
      let price = scale.isBent ? GaussianProcess.bendingPrice * Double(losses.count) : 0
      return (
        evidence: process.logPosterior + scale.logDensity - price, process: process,
        values: scale.values
      )
    }
    let best = fits.max { $0.evidence < $1.evidence }!
    return (best.process, best.values)
  }

  /// By how much a bent scale must explain each loss better than a straight one, in nats, to be taken.
  ///
  /// On a paraboloid in 20 dimensions, which a straight one serves best, the difference comes to 0.36; on Rosenbrock's function in 10, which needs a bent one,
  /// to 0.5 at forty trials and 1 at a hundred.
  private static let bendingPrice = 0.4

  /// One number for each trial; of several objectives the worst of its weighted ones and a little of their sum.
  private func losses(
    _ trials: [TrialRecord], _ context: inout SamplingContext
  ) -> [Double] {
    guard context.directions.count > 1 else { return trials.map(context.loss) }
    let objectives = context.directions.indices.map { objective in
      ValueScale.straight(trials.map { context.losses($0)[objective] }).values
    }
    let raw = objectives.map { _ in -log(1 - context.random.uniform()) }
    let total = raw.reduce(0, +)
    return trials.indices.map { trial in
      let terms = zip(objectives, raw).map { $0[trial] * $1 / total }
      return terms.max()! + 0.05 * terms.reduce(0, +)
    }
  }
}

/// Looks for the point with the largest expected improvement.
private struct ImprovementSearch {
  let process: GaussianRegression
  let improvement: ExpectedImprovement
  let space: SearchSpace

  private static let starts = 8

  func best(
    _ candidates: Int, around best: [Double], _ random: inout RandomStream
  ) -> [Double] {
    let shifts = space.names.map { _ in UInt32(truncatingIfNeeded: random.next()) }
    var points = (0..<candidates).map { point in
      snapped(
        space.names.indices.map { dimension in
          dimension < SobolSequence.dimensions
            ? SobolSequence.coordinate(dimension, of: point, shift: shifts[dimension])
            : random.uniform()
        })
    }
    // Near the best point so far improvements are small and likely.
    for _ in 0..<candidates / 8 {
      points.append(
        snapped(best.map { min(max($0 + 0.02 * random.normal(), 0), 1) }))
    }
    let scores = process.predict(points).map(improvement.logValue)
    // The best of them, and others that are drawn by how good they are.
    let top = scores.max()!
    var chances = scores.map { exp($0 - top) }
    var starts = [best, points[scores.firstIndex(of: top)!]]
    while starts.count < ImprovementSearch.starts {
      let index = random.index(weighted: chances)
      starts.append(points[index])
      chances[index] = 0
    }
    for _ in 0..<3 {
      starts = climb(starts)
      guard let changed = changeSeparateValues(starts) else { break }
      starts = changed
    }
    let final = process.predict(starts).map(improvement.logValue)
    return starts[final.indices.max { final[$0] < final[$1] }!]
  }

  /// Each coordinate at a value of its distribution.
  private func snapped(_ units: [Double]) -> [Double] {
    zip(space.distributions, units).map { distribution, unit in
      distribution.count == nil ? unit : distribution.unit(distribution.code(unit: unit))
    }
  }

  /// Moves what is continuous uphill.
  private func climb(_ starts: [[Double]]) -> [[Double]] {
    let isContinuous = space.distributions.map { $0.count == nil }
    guard isContinuous.contains(true) else { return starts }
    let minimizer = BoxMinimizer(
      lower: Array(repeating: 0, count: space.count),
      upper: Array(repeating: 1, count: space.count))
    return minimizer.minimize(from: starts) { points in
      process.predict(points, slopes: improvement.slope).map { outcome in
        (
          -improvement.logValue(outcome.prediction),
          zip(outcome.gradient, isContinuous).map { $1 ? -$0 : 0 }
        )
      }
    }.map(\.point)
  }

  /// Puts each separate value at the best of some others, one after the other; nil where none changes.
  private func changeSeparateValues(_ starts: [[Double]]) -> [[Double]]? {
    var (points, hasChanged) = (starts, false)
    for (dimension, distribution) in space.distributions.enumerated() {
      guard let count = distribution.count else { continue }
      // All of a few; of many the ones a little and far away.
      let shown = min(count, 16)
      for index in points.indices {
        let alternatives =
          (0..<shown).map { place in
            var point = points[index]
            let level = shown == count ? place : place * (count - 1) / (shown - 1)
            let ends = distribution.ends
            point[dimension] = distribution.unit(
              distribution.nearest(ends.lowerBound + Double(level) * (distribution.spacing ?? 0)))
            return point
          } + [points[index]]
        let scores = process.predict(alternatives).map(improvement.logValue)
        let top = scores.indices.max { scores[$0] < scores[$1] }!
        if alternatives[top] != points[index], scores[top] > scores.last! {
          points[index] = alternatives[top]
          hasChanged = true
        }
      }
    }
    return hasChanged ? points : nil
  }
}
