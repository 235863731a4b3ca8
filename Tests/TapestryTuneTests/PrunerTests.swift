import Glibc
import TapestryCore
import TapestryTune
import Testing

@Suite struct PrunerTests {
  /// A study whose trials report the given curves; gives the step at which each ended, or nil where it went to its end.
  private func ends(
    _ curves: [[Double]], _ pruner: any Pruner, direction: Direction = .minimize
  ) throws -> [Int?] {
    let study = try Study(
      direction: direction, sampler: RandomSearch(), pruner: pruner, seed: 1)
    try study.optimize(trials: curves.count) { trial in
      for (step, value) in curves[trial.number].enumerated() {
        trial.report(value, step: step + 1)
        if trial.shouldPrune { throw TrialPruned() }
      }
      return curves[trial.number].last!
    }
    return try study.trials.map { $0.state == .pruned ? $0.reports.last!.step : nil }
  }

  @Test func median() throws {
    let curves: [[Double]] = [[5, 4, 3], [6, 5, 4], [7, 6, 5], [6.5, 4.5, 4], [6.1, 6, 3]]
    // After three trials: 6.5 is over the median of 5, 6, 7, as is 6.1 over that of the same.
    let pruner = MedianPruner(startupTrials: 3)
    #expect(try ends(curves, pruner) == [nil, nil, nil, 1, 1])
    // From the second step on: the best so far counts, 4.5 is under 5, 6 is not.
    #expect(
      try ends(curves, MedianPruner(startupTrials: 3, warmupSteps: 1)) == [nil, nil, nil, nil, 2])
    let negative = curves.map { $0.map { -$0 } }
    #expect(try ends(negative, pruner, direction: .maximize) == [nil, nil, nil, 1, 1])
    #expect(try ends(curves, NoPruner()) == [nil, nil, nil, nil, nil])
  }

  @Test func asha() throws {
    func constant(_ value: Double) -> [Double] { Array(repeating: value, count: 9) }
    // The first passes alone; then only the best third goes on.
    #expect(
      try ends([5, 6, 4, 7, 3].map(constant), ASHA(factor: 3)) == [nil, 1, nil, 1, nil])
    #expect(
      try ends([5, 6, 4].map(constant), ASHA(firstStep: 3, factor: 3)) == [nil, 3, nil])
    // Better than all at the first rung, worse at the second.
    var late = constant(1)
    late[2] = 9
    #expect(try ends([constant(5), late], ASHA(factor: 3)) == [nil, 3])
    #expect(try ends([constant(5), constant(.nan)], ASHA(factor: 3)) == [nil, 1])
  }

  @Test func hyperbandSharesTrialsAmongBrackets() {
    let pruner = Hyperband(steps: 1...27, factor: 3)
    let counts = (0..<4000).reduce(into: [Int](repeating: 0, count: 4)) {
      $0[pruner.bracket(of: $1)] += 1
    }
    // 4·27/4 : 4·9/3 : 4·3/2 : 4 of 49.
    for (count, share) in zip(counts, [27.0, 12, 6, 4]) {
      #expect(abs(Double(count) / 4000 - share / 49) < 0.03)
    }
  }

  /// Learning curves that approach what the hyper-parameters are worth, the quicker the larger the rate.
  private func loss(_ trial: Trial, after epoch: Int) -> Double {
    let rate = trial.float("rate", 1e-4...1, log: true)
    let width = trial.float("width", 0...1)
    let worth = pow(log10(rate) + 2, 2) / 4 + pow(width - 0.6, 2)
    return worth + (2 + worth) * exp(-0.5 * Double(epoch))
  }

  private struct Outcome {
    var epochs: Int
    var best: Double
  }

  private func search(_ seed: UInt64, _ trials: Int, _ pruner: any Pruner, goal: Double = 0) throws
    -> Outcome
  {
    let study = try Study(sampler: RandomSearch(), pruner: pruner, seed: seed)
    var outcome = Outcome(epochs: 0, best: .infinity)
    try study.optimize(trials: trials) { trial in
      for epoch in 1...27 {
        outcome.epochs += 1
        trial.report(loss(trial, after: epoch), step: epoch)
        if trial.shouldPrune { throw TrialPruned() }
      }
      let value = loss(trial, after: 27)
      outcome.best = min(outcome.best, value)
      if value <= goal { study.stop() }
      return value
    }
    return outcome
  }

  @Test(arguments: [ASHA(factor: 3) as any Pruner, Hyperband(steps: 1...27, factor: 3)])
  func halvingReachesTheBestOfRandomSearchInAThirdOfItsEpochs(pruner: any Pruner) throws {
    var shares: [Double] = []
    for seed in 0..<9 {
      let random = try search(UInt64(seed), 60, NoPruner())
      let halved = try search(UInt64(seed), 500, pruner, goal: random.best)
      #expect(halved.best <= random.best)
      shares.append(Double(halved.epochs) / Double(random.epochs))
    }
    #expect(shares.sorted()[4] <= 1.0 / 3, "\(shares)")
  }

  @Test func successiveHalvingKeepsTheBestThird() throws {
    let study = try Study(sampler: RandomSearch(), seed: 4)
    var epochs = 0
    try study.successiveHalving(trials: 27, steps: 1...9) { trial in
      if trial.number == 5 { throw TrialPruned() }
      return { epoch in
        epochs += 1
        return trial.number == 6 ? .nan : self.loss(trial, after: epoch)
      }
    }
    let trials = try study.trials
    #expect(trials.count { $0.state == .failed } == 1)
    // 25 runs to step 1, 8 to step 3, 2 to step 9.
    #expect(trials.count { $0.state == .complete } == 2)
    #expect(trials.count { $0.state == .pruned } == 24 && trials[5].state == .pruned)
    #expect(epochs == 26 + 8 * 2 + 2 * 6)
    let first = trials.filter { $0.state != .failed }.compactMap { $0.reports.first?.value }
      .sorted()
    for trial in trials where trial.reports.count > 1 {
      #expect(trial.reports[0].value <= first[7])
    }
  }

  @Test func halvingRepeatsItsTensorsWhateverOtherTrialsDraw() throws {
    func reports(draws: Int) throws -> [[Double]] {
      let study = try Study(sampler: RandomSearch(), seed: 7)
      try study.successiveHalving(trials: 3, steps: 1...3) { trial in
        let start = Tensor.randn([1]).item()
        return { step in
          if trial.number == 2 {
            _ = Tensor.randn([draws])
            throw TrialPruned()
          }
          return start + Tensor.randn([1]).item()
        }
      }
      let trials = try study.trials
      #expect(trials[2].state == .pruned && trials[2].failure == nil)
      return trials.map { $0.reports.map(\.value) }
    }
    let once = try reports(draws: 1)
    #expect(try reports(draws: 1000) == once)
    #expect(Set(once.joined()).count == 4)
  }
}
