import Glibc
import TapestryCore
import TapestryNN
import TapestryOptim
import TapestryTune
import Testing

@Suite struct PopulationTests {
  private struct Broken: Error {}

  /// A weight vector that noisy gradients pull to 0 from far away: a large step size is good at first, a small one at the end.
  private final class Bowl: Module {
    let weight = Parameter(Tensor.full([20], 10.0))
  }

  private func member(_ steps: Int = 5) -> PopulationMember {
    let bowl = Bowl()
    let optimizer = SGD(bowl.parameters(), learningRate: 1)
    return PopulationMember(bowl, optimizer) { settings in
      optimizer.learningRate = settings.number("lr")
      for _ in 0..<steps {
        bowl.weight.grad = bowl.weight.detach() + Tensor.randn([20])
        optimizer.step()
      }
      return (bowl.weight.detach() * bowl.weight.detach()).mean().item()
    }
  }

  private static let space: [String: Distribution] = ["lr": .float(1e-3...1.5, log: true)]

  @Test func aPopulationBeatsAsManyFixedRuns() throws {
    var wins = 0
    for seed in 0..<5 {
      let population = PopulationBasedTraining(
        PopulationTests.space, size: 8, seed: UInt64(seed))
      let outcome = try population.train(rounds: 16) { _ in member() }
      #expect(outcome.scores.count == 16 && outcome.schedule.count == 16)
      #expect(outcome.bestScore == outcome.scores.last!.min())
      let study = try Study(sampler: RandomSearch(), seed: UInt64(seed))
      try study.optimize(trials: 8) { trial in
        let fixed = member()
        let settings = PopulationSettings(
          values: ["lr": .float(trial.float("lr", 1e-3...1.5, log: true))])
        return try (0..<16).map { _ in try fixed.train(settings) }.last!
      }
      if outcome.bestScore < (try study.best!.value!) { wins += 1 }
      // What it found is a step size that falls.
      let rates = outcome.schedule.map { $0.number("lr") }
      #expect(rates.last! < rates.first!)
    }
    #expect(wins >= 4)
  }

  @Test func weightsAndMemoryAreTakenOver() throws {
    var models: [Bowl] = []
    let population = PopulationBasedTraining(PopulationTests.space, size: 2, seed: 1)
    let outcome = try population.train(rounds: 2) { index in
      let bowl = Bowl()
      models.append(bowl)
      let optimizer = Adam(bowl.parameters(), learningRate: 1)
      var round = 0
      return PopulationMember(bowl, optimizer) { settings in
        round += 1
        if round == 1 {
          bowl.weight.grad = Tensor.full([20], Float(index + 1))
          optimizer.learningRate = 0.5
          optimizer.step()
          noGrad { bowl.weight.copy(from: Tensor.full([20], Float(index))) }
          return Double(index)
        }
        // The second learns from the first: its weights, and what its optimizer remembers.
        #expect(bowl.weight.array(as: Float.self) == [Float](repeating: 0, count: 20))
        let remembered = optimizer.stateDict()["state.0.exp_avg"]!
        #expect(abs(remembered[0].item() - 0.1) < 1e-6)
        return Double(index)
      }
    }
    #expect(outcome.exploits == 1 && outcome.best.model === models[0])
  }

  @Test func aMemberThatFailsIsTheWorst() throws {
    let population = PopulationBasedTraining(PopulationTests.space, size: 4, seed: 1)
    var failed = 0
    let outcome = try population.train(rounds: 3) { index in
      let good = member()
      return PopulationMember(good.model, good.optimizer) { settings in
        if index == 2 {
          failed += 1
          throw Broken()
        }
        return try good.train(settings)
      }
    }
    #expect(failed == 3 && outcome.scores.allSatisfy { $0[2].isNaN })
    #expect(!outcome.bestScore.isNaN)
    #expect(throws: Broken.self) {
      try population.train(rounds: 1) { _ in
        let good = member()
        return PopulationMember(good.model, good.optimizer) { _ in throw Broken() }
      }
    }
  }

  @Test func smallWholeNumbersMoveToo() throws {
    var population = PopulationBasedTraining(["n": .int(1...4, log: true)], size: 8, seed: 1)
    population.resampleProbability = 0
    let outcome = try population.train(rounds: 40) { _ in
      let bowl = Bowl()
      return PopulationMember(bowl, SGD(bowl.parameters(), learningRate: 0.1)) { settings in
        settings.number("n")
      }
    }
    // All learn from those with 1, and half of these try 2.
    #expect(outcome.scores.suffix(20).contains { $0.contains(2) })
  }

  @Test func seededRunsRepeat() throws {
    func run() throws -> [[Double]] {
      try PopulationBasedTraining(PopulationTests.space, size: 4, seed: 5)
        .train(rounds: 4) { _ in member() }.scores
    }
    #expect(try run() == run())
  }
}
