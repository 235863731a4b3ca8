import TapestryTune
import Testing

@Suite struct ImportanceTests {
  @Test func whatMattersMostComesFirst() throws {
    let study = try Study(direction: .maximize, sampler: RandomSearch(), seed: 3)
    try study.optimize(trials: 300) { trial in
      let x = trial.float("x", -1...1)
      let y = trial.float("y", 1e-3...1e3, log: true)
      let kind = trial.categorical("kind", ["a", "b", "c"])
      if trial.bool("branch") { _ = trial.float("inside", 0...1) }
      _ = trial.int("nothing", 1...4)
      return -10 * x * x + (kind == "b" ? 0.3 : 0) - y / 1e4
    }
    let importance = try study.importance()
    #expect(importance[0].name == "x")
    #expect(Set(importance.map(\.name)) == ["x", "y", "kind", "nothing", "branch"])
    #expect(abs(importance.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(importance[0].share > 0.4 && importance.last!.share < 0.1)
  }

  @Test func theSharesAreThoseOfTheTheory() throws {
    let study = try Study(sampler: RandomSearch(), seed: 3)
    try study.optimize(trials: 600) { trial in
      _ = trial.float("nothing", 0...1)
      let isGood = trial.categorical("kind", ["p", "q", "r"]) == "q"
      return trial.float("x", 0...1) + (isGood ? 0 : 1)
    }
    // The best tenth is of kind q, and evenly spread in x from 0 to 0.3: the squared distance of the densities' ratio from 1 is
    // 4 · 1/3 + 2/3 = 2 for the kind, and 49/9 · 0.3 + 0.7 = 7/3 for x.
    let shares = Dictionary(
      uniqueKeysWithValues: try study.importance().map { ($0.name, $0.share) })
    for (name, share) in ["x": 7.0 / 13, "kind": 6.0 / 13, "nothing": 0] {
      #expect(abs(shares[name]! - share) < 0.08, "\(shares)")
    }
  }

  @Test func prunedTrialsCountBehindTheOthers() throws {
    let study = try Study(sampler: RandomSearch(), seed: 3)
    try study.optimize(trials: 60) { trial in
      let x = trial.float("x", 0...1)
      _ = trial.float("nothing", 0...1)
      trial.report(x, step: 1)
      if x > 0.1 { throw TrialPruned() }
      return x
    }
    #expect(try study.trials.count { $0.state == .complete } < 10)
    let importance = try study.importance()
    #expect(importance.first?.name == "x" && importance[0].share > 0.7)
  }

  @Test func itAsksForAFewTrials() throws {
    let study = try Study(sampler: RandomSearch(), seed: 3)
    try study.optimize(trials: 9) { $0.float("x", 0...1) }
    #expect(try study.importance().isEmpty)
  }
}
