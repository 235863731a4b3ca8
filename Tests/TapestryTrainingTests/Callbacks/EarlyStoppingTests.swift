import TapestryCore
import TapestryTraining
import Testing

@Suite struct EarlyStoppingTests {
  /// Trains with a measure that takes these values.
  private func epochs(
    _ values: [Double], _ stopping: EarlyStopping, task: TinyTask = TinyTask(examples: 8)
  ) throws -> (History, weights: [[Float]]) {
    let probe = Probe()
    var weights: [[Float]] = []
    probe.epoch = { run in
      run.record("score", values[run.epoch - 1])
      weights.append(task.weights)
    }
    let history = try task.trainer().fit(
      task.batches, epochs: values.count, callbacks: [probe, stopping], progress: nil)
    return (history, weights)
  }

  @Test func waitsAsLongAsItsPatience() throws {
    let values = [3, 2, 2.5, 1.9, 1.95, 1.9, 5, 0]
    let (history, _) = try epochs(values, EarlyStopping(monitor: "score", patience: 2))
    #expect(history.epochs.count == 6)
    #expect(history.stopReason == "score has not improved since epoch 4")
    for patience in [0, 1] {
      let (history, _) = try epochs(values, EarlyStopping(monitor: "score", patience: patience))
      #expect(history.epochs.count == 3)
    }
  }

  @Test func higherMayBeBetterByEnough() throws {
    let stopping = EarlyStopping(monitor: "score", mode: .max, minDelta: 0.1, patience: 1)
    let (history, _) = try epochs([1, 1.2, 1.25, 2], stopping)
    #expect(history.epochs.count == 3)
    #expect(stopping.bestEpoch == 2)
  }

  @Test func nanIsNeverBetter() throws {
    let (history, _) = try epochs(
      [.nan, 1, .nan, .nan, 0], EarlyStopping(monitor: "score", patience: 2))
    #expect(history.epochs.count == 4)
  }

  @Test(arguments: [[3, 1, 2, 2, 2], [3, 2, 1, 1.5]])
  func theBestWeightsComeBack(values: [Double]) throws {
    let task = TinyTask(examples: 16)
    let stopping = EarlyStopping(monitor: "score", patience: 3, restoresBestWeights: true)
    let (_, weights) = try epochs(values, stopping, task: task)
    #expect(task.weights == weights[stopping.bestEpoch - 1])
    #expect(task.weights != weights.last)
  }

  @Test func aMeasureThatThereIsNotIsAMistake() async {
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      try task.trainer().fit(
        task.batches, epochs: 1, callbacks: [EarlyStopping(monitor: "val_loss")], progress: nil)
    }
  }
}
