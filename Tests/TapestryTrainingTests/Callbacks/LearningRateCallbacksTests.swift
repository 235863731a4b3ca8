import TapestryCore
import TapestryOptim
import TapestryTraining
import Testing

@Suite struct LearningRateCallbacksTests {
  private let task = TinyTask(examples: 32, learningRate: 1)

  private func rates(
    epochs: Int, accumulation: Int = 1, _ schedule: (Optimizer) -> LearningRateSchedule
  ) throws -> [Double] {
    let history = try task.trainer(accumulation: accumulation).fit(
      task.batches, epochs: epochs,
      callbacks: [schedule(task.optimizer), LearningRateMonitor()], progress: nil)
    return history["learning_rate"]
  }

  @Test func everyEpoch() throws {
    let rates = try rates(epochs: 3) {
      LearningRateSchedule(LRScheduler($0, ExponentialLR(gamma: 0.5)))
    }
    #expect(rates == [1, 0.5, 0.25])
  }

  @Test(arguments: [(1, 4), (3, 2)])
  func everyStepOfTheOptimizer(accumulation: Int, steps: Int) throws {
    let rates = try rates(epochs: 2, accumulation: accumulation) {
      LearningRateSchedule(LRScheduler($0, ExponentialLR(gamma: 0.5)), every: .step)
    }
    #expect(rates == [1, steps == 4 ? 1.0 / 16 : 1.0 / 4])
  }

  @Test func onAPlateau() throws {
    let probe = Probe()
    probe.epoch = { run in run.record("score", 1) }
    let schedule = LearningRateSchedule(
      ReduceLROnPlateau(task.optimizer, factor: 0.1, patience: 1), monitor: "score")
    let history = try task.trainer().fit(
      task.batches, epochs: 4, callbacks: [probe, schedule, LearningRateMonitor()],
      progress: nil)
    #expect(history["learning_rate"] == [1, 1, 1, 0.1])
  }

  @Test func aPlateauOfAMetricIsAwaitedFromTheRightSide() async throws {
    let schedule = LearningRateSchedule(
      ReduceLROnPlateau(task.optimizer, mode: .max), monitor: "accuracy")
    try task.trainer().fit(task.batches, epochs: 1, callbacks: [schedule], progress: nil)
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      let schedule = LearningRateSchedule(ReduceLROnPlateau(task.optimizer), monitor: "accuracy")
      try task.trainer().fit(task.batches, epochs: 1, callbacks: [schedule], progress: nil)
    }
  }

  @Test func theRateOfEachGroup() throws {
    let optimizer = SGD([task.model.parameters()[0]], learningRate: 0.1)
    optimizer.addGroup([task.model.parameters()[1]]) { $0.learningRate = 0.2 }
    let trainer = Trainer(task.model, optimizer: optimizer, loss: { p, _ in p.square().mean() })
    let history = try trainer.fit(
      task.batches, epochs: 1, callbacks: [LearningRateMonitor()], progress: nil)
    #expect(history.names == ["loss", "learning_rate_0", "learning_rate_1"])
    #expect(history["learning_rate_1"] == [0.2])
  }
}
