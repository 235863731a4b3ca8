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

  @Test func itAsksForAFewTrials() throws {
    let study = try Study(sampler: RandomSearch(), seed: 3)
    try study.optimize(trials: 9) { $0.float("x", 0...1) }
    #expect(try study.importance().isEmpty)
  }
}
