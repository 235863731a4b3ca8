import Glibc

/// The tree-structured Parzen estimator (Bergstra et al., "Algorithms for hyper-parameter optimization", 2011).
///
/// It fits one density to the best trials and one to the others, draws candidates from the first, and takes the one whose two densities
/// have the largest ratio. Hyper-parameters of branches are no difficulty to it. With several objectives the best trials are those of
/// the first fronts.
///
/// Pruned trials count among the others, behind all complete ones; trials that are running do too, so that processes at work at
/// once do not try the same. `optuna.samplers.TPESampler`.
public struct TPE: ParameterSampler {
  /// Whether hyper-parameters that all trials have are chosen together, so that one may depend on another; Hyperopt chooses each by itself.
  public var isMultivariate: Bool
  /// So many trials are random at the beginning.
  public var startupTrials: Int
  /// How many draws one is chosen from.
  public var candidates: Int

  public init(isMultivariate: Bool = false, startupTrials: Int = 10, candidates: Int = 24) {
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
    let good = ParzenEstimator(best.compactMap(space.codes), space.distributions)
    let bad = ParzenEstimator(others.compactMap(space.codes), space.distributions)
    var chosen: (codes: [Double], score: Double)?
    for _ in 0..<candidates {
      let codes = good.sample(&context.random)
      let score = good.logDensity(codes) - bad.logDensity(codes)
      if score > chosen?.score ?? -.infinity || chosen == nil { chosen = (codes, score) }
    }
    return chosen!.codes
  }

  /// The tenth that is best, 25 at most, and all others; each in the order of numbers.
  static func split(
    _ context: SamplingContext
  ) -> (best: [TrialRecord], others: [TrialRecord]) {
    let complete = context.complete
    let pruned = context.others.filter { $0.state == .pruned }
    let count = min(Int((0.1 * Double(complete.count + pruned.count)).rounded(.up)), 25)
    let ranked = ranked(complete, context) + rankedPruned(pruned, context)
    let best = Set(ranked.prefix(count).map(\.number))
    return (
      ranked.filter { best.contains($0.number) }.sorted { $0.number < $1.number },
      context.others.filter {
        !best.contains($0.number) && $0.state != .failed && $0.state != .waiting
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

  /// Those that came farthest first.
  private static func rankedPruned(
    _ trials: [TrialRecord], _ context: SamplingContext
  ) -> [TrialRecord] {
    func rank(_ trial: TrialRecord) -> (Int, Double, Int) {
      guard let last = trial.reports.last else { return (1, 0, trial.number) }
      let loss = last.value * context.directions[0].sign
      return (-last.step, loss.isNaN ? .infinity : loss, trial.number)
    }
    return trials.sorted { rank($0) < rank($1) }
  }
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
