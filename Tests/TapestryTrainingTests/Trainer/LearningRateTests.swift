import Glibc
import TapestryCore
import TapestryData
import TapestryNN
import TapestryOptim
import TapestryTraining
import Testing

@Suite struct LearningRateTests {
  @Test func leavesNothingBehind() throws {
    let task = TinyTask(examples: 200)
    let trainer = task.trainer()
    try trainer.fit(task.batches, epochs: 1, progress: nil)
    let weights = task.weights
    let state = task.optimizer.stateDict().mapValues { $0.array(as: Double.self) }
    try withSeed(4) {
      let before = defaultGenerator.state
      let curve = try trainer.findLearningRate(task.batches, in: 1e-5...100, steps: 80)
      #expect(defaultGenerator.state == before)
      #expect(curve.rates.count == curve.losses.count)
      #expect(curve.rates.count <= 80 && curve.rates.count > 20)
    }
    #expect(task.weights == weights)
    #expect(task.optimizer.stateDict().mapValues { $0.array(as: Double.self) } == state)
    #expect(task.optimizer.learningRate == 0.02)
  }

  @Test func anErrorLeavesNothingBehindEither() throws {
    struct Broken: Error {}
    struct Failing: Dataset {
      let count = 40
      subscript(index: Int) -> (Tensor, Tensor) {
        get throws(Broken) {
          if index > 20 { throw Broken() }
          return (Tensor.ones([4]), Tensor.ones([], dtype: .int64))
        }
      }
    }
    let task = TinyTask()
    let weights = task.weights
    #expect(throws: Broken.self) {
      try task.trainer().findLearningRate(DataLoader(Failing(), batchSize: 4))
    }
    #expect(task.weights == weights)
    #expect(task.optimizer.learningRate == 0.02)
  }

  @Test func allRatesAreTriedWhereTheLossDoesNotRunAway() throws {
    let task = TinyTask()
    let curve = try task.trainer(accumulation: 3)
      .findLearningRate(task.batches, in: 1e-6...1e-4, steps: 20)
    #expect(curve.rates.count == 20)
    for (step, rate) in curve.rates.enumerated() {
      #expect(abs(rate / pow(10, -6 + 2 * Double(step) / 19) - 1) < 1e-12)
    }
  }

  /// A parabola, of which it is known at which rates gradient descent diverges.
  @Test(arguments: [0.1, 1, 10]) func theSuggestionIsBelowWhatDiverges(scale: Double) throws {
    let x = Tensor.linspace(-1, 1, count: 32).unsqueezed(1) * scale
    let data = DataLoader(TensorDataset(x, x * 3), batchSize: 32)
    let curvature = 2 * x.square().mean().item()
    func model() -> Linear {
      let model = Linear(1, 1, bias: false)
      noGrad { model.weight.update { $0 * 0 } }
      return model
    }
    let tested = model()
    let optimizer = SGD(tested.parameters(), learningRate: 0.1)
    let trainer = Trainer(tested, optimizer: optimizer, loss: MSELoss())
    let curve = try trainer.findLearningRate(data, in: 1e-5...1e4, steps: 120)
    #expect(curve.rates.last! > 2 / curvature, "the test went on until the loss ran away")
    let rate = try #require(curve.suggestion)
    #expect((0.01...1).contains(rate * curvature), "\(rate)")

    optimizer.learningRate = rate
    let history = try trainer.fit(data, epochs: 150, progress: nil)
    #expect(history["loss"].last! < history["loss"][0] / 1000)
  }

  @Test(arguments: [1, 2, 3] as [UInt64]) func aSuggestedRateTrains(seed: UInt64) throws {
    let task = TinyTask(seed: seed, examples: 200)
    let trainer = task.trainer()
    try withSeed(seed) {
      let curve = try trainer.findLearningRate(task.batches)
      let rate = try #require(curve.suggestion)
      #expect((1e-4...0.3).contains(rate))
      task.optimizer.learningRate = rate
      let history = try trainer.fit(
        task.batches, epochs: 5, validation: task.testBatches, progress: nil)
      #expect(history["val_accuracy"].last! > 0.8)
    }
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      _ = try task.trainer().findLearningRate(task.batches, in: 0...1)
    }
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      _ = try task.trainer().findLearningRate(task.batches, steps: 1)
    }
  }
}

@Suite struct LearningRateCurveTests {
  private let rates = (0..<100).map { pow(10, Double($0) / 12.5 - 7) }

  /// A loss that falls from 2 to 0 around a rate of 1e-3, and runs away at 1e-1.
  private func fall(noise: Double) -> [Double] {
    rates.enumerated().map { step, rate in
      2 / (1 + pow(rate / 1e-3, 2)) + pow(rate * 10, 4) + noise * sin(Double(step * step))
    }
  }

  @Test(arguments: [0, 0.05, 0.3]) func theSuggestionIsHalfWayDown(noise: Double) throws {
    let curve = LearningRateCurve(rates: rates, losses: fall(noise: noise))
    let rate = try #require(curve.suggestion)
    #expect((4e-4...1.6e-3).contains(rate), "\(rate)")
  }

  @Test func noneWhereNothingFalls() {
    func suggestion(_ losses: [Double]) -> Double? {
      LearningRateCurve(rates: Array(rates.prefix(losses.count)), losses: losses).suggestion
    }
    #expect(suggestion([]) == nil)
    #expect(suggestion([2]) == nil)
    #expect(suggestion([1, 2, 3, 4]) == nil)
    #expect(suggestion(rates.map { 1 + $0 }) == nil)
    #expect(suggestion(rates.indices.map { 1 + 0.3 * sin(Double($0 * $0)) }) == nil)
  }

  @Test func canBeLookedAt() {
    let curve = LearningRateCurve(rates: rates, losses: fall(noise: 0.05))
    #expect(curve.plot.svg.contains("suggestion"))
    expectClean(curve.plot, "learning rates")
    expectClean(LearningRateCurve(rates: [], losses: []).plot, "no learning rates")
  }
}
