import Glibc
import TapestryCore

/// The tree-structured Parzen estimator (Bergstra et al., "Algorithms for hyper-parameter optimization", 2011).
///
/// It fits one density to the best trials and one to the others, draws candidates from the first, and takes the one whose two densities
/// have the largest ratio. Hyper-parameters of branches are no difficulty to it. With several objectives the best trials are those of
/// the first fronts.
///
/// What the paper leaves open was chosen on 17 functions, of which five are the benchmark's. A hyper-parameter chosen by itself has few
/// candidates: the best of many would be in nearly the same place every time, for each hyper-parameter without regard to the others. Of the
/// best trials the better weigh more, as in CMA-ES. Kernels narrow faster as trials become more: the exponent of magic clipping in Watanabe
/// ("Tree-structured Parzen estimator: understanding its algorithm components", 2023) is 1.3, not 1.
///
/// Pruned trials count among the others, behind all complete ones; trials that are running do too, so that processes at work at
/// once do not try the same. `optuna.samplers.TPESampler`, whose choices differ in these three.
public struct TPE: ParameterSampler {
  /// Whether hyper-parameters that all trials have are chosen together, so that one may depend on another; Hyperopt chooses each by itself.
  public var isMultivariate: Bool
  /// So many trials are random at the beginning.
  public var startupTrials: Int
  /// How many draws one is chosen from; nil for 24 where hyper-parameters are chosen together, and 3 for one by itself. A
  /// hyper-parameter of few values has a third as many at most, and one.
  public let candidates: Int?

  /// - Parameters:
  ///   - isMultivariate: whether hyper-parameters that all trials have are chosen together.
  ///   - startupTrials: how many are random at the beginning.
  ///   - candidates: how many draws one is chosen from; nil for 24 where hyper-parameters are chosen together, and 3 for one by itself.
  public init(
    isMultivariate: Bool = false, startupTrials: Int = 10, candidates: Int? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      candidates ?? 1 >= 1, "TPE: \(candidates ?? 0) candidates; one at least is needed",
      file: file, line: line)
    (self.isMultivariate, self.startupTrials) = (isMultivariate, startupTrials)
    self.candidates = candidates
  }

  public func sampleTogether(_ context: inout SamplingContext) -> [String: Double] {
    let informative = context.informative
    guard isMultivariate, informative.count >= startupTrials else { return [:] }
    let space = SearchSpace(sharedBy: informative)
    return space.isEmpty ? [:] : space.named(sample(space, &context))
  }

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    guard context.informative.count >= startupTrials else {
      return RandomSearch().sample(name, distribution, &context)
    }
    return sample(SearchSpace([name: distribution]), &context)[0]
  }

  private func sample(_ space: SearchSpace, _ context: inout SamplingContext) -> [Double] {
    let (best, others) = TPE.split(context)
    let (bestCodes, otherCodes) = (best.compactMap(space.codes), others.compactMap(space.codes))
    // The order within a front says nothing of how good a trial is.
    let bestWeights =
      context.directions.count == 1
      ? TPE.rankWeights(bestCodes.count) : Array(repeating: 1, count: bestCodes.count)
    let good = ParzenEstimator(bestCodes, weights: bestWeights, space.distributions)
    let bad = ParzenEstimator(
      otherCodes, weights: TPE.ageWeights(otherCodes.count), space.distributions)
    var chosen: (codes: [Double], score: Double)?
    for _ in 0..<candidateCount(space) {
      let codes = good.sample(&context.random)
      let score = good.logDensity(codes) - bad.logDensity(codes)
      if score > chosen?.score ?? -.infinity || chosen == nil { chosen = (codes, score) }
    }
    return chosen!.codes
  }

  private func candidateCount(_ space: SearchSpace) -> Int {
    guard space.count == 1 else { return candidates ?? 24 }
    let count = candidates ?? 3
    return space.distributions[0].count.map { min(count, $0 / 3 + 1) } ?? count
  }

  /// Falling from the first, as in CMA-ES; 1 on average.
  private static func rankWeights(_ count: Int) -> [Double] {
    let weights = (0..<count).map { log(Double(count + 1)) - log(Double($0 + 1)) }
    let total = weights.reduce(0, +)
    return weights.map { $0 * Double(count) / total }
  }

  /// The newest 25 have the same weight, older ones less.
  private static func ageWeights(_ count: Int) -> [Double] {
    guard count > 25 else { return Array(repeating: 1, count: count) }
    let (first, rising) = (1 / Double(count), count - 25)
    return (0..<count).map { index in
      index >= rising ? 1 : first + (1 - first) * Double(index) / Double(max(rising - 1, 1))
    }
  }

  /// The tenth that is best, 25 at most, the best first, and all others in the order of numbers.
  static func split(
    _ context: SamplingContext
  ) -> (best: [TrialRecord], others: [TrialRecord]) {
    let complete = context.complete
    let pruned = context.others.filter { $0.state == .pruned }
    let count = min(Int((0.1 * Double(complete.count + pruned.count)).rounded(.up)), 25)
    let ranked = ranked(complete, context) + rankedPruned(pruned, context.directions[0])
    let best = Array(ranked.prefix(count))
    let numbers = Set(best.map(\.number))
    return (
      best,
      context.others.filter {
        !numbers.contains($0.number) && $0.state != .failed && $0.state != .waiting
      }
    )
  }

  private static func ranked(
    _ trials: [TrialRecord], _ context: SamplingContext
  ) -> [TrialRecord] {
    if context.directions.count == 1 {
      return trials.sorted {
        (context.loss($0), $0.number) < (context.loss($1), $1.number)
      }
    }
    let losses = trials.map(context.losses)
    return sortedByFronts(losses).map { trials[$0] }
  }

}

/// Pruned trials, those that came farthest first.
func rankedPruned(_ trials: [TrialRecord], _ direction: Direction) -> [TrialRecord] {
  func rank(_ trial: TrialRecord) -> (Int, Double, Int) {
    guard let last = trial.reports.last else { return (1, 0, trial.number) }
    let loss = last.value * direction.sign
    return (-last.step, loss.isNaN ? .infinity : loss, trial.number)
  }
  return trials.sorted { rank($0) < rank($1) }
}

/// The places of points from the first front to the last, within a front from those with the most room around them.
func sortedByFronts(_ points: [[Double]]) -> [Int] {
  let ranks = nondominationRanks(points)
  return (0..<(ranks.max() ?? -1) + 1).flatMap { rank in
    let front = points.indices.filter { ranks[$0] == rank }
    let room = crowdingDistances(front.map { points[$0] })
    return front.indices.sorted { (-room[$0], $0) < (-room[$1], $1) }.map { front[$0] }
  }
}
