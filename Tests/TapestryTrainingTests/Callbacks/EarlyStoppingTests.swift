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

  @Test func aSecondTrainingBeginsAnew() throws {
    let task = TinyTask(examples: 16)
    let stopping = EarlyStopping(monitor: "score", patience: 1, restoresBestWeights: true)
    let (first, _) = try epochs([1, 2, 0], stopping, task: task)
    #expect(first.epochs.count == 2)
    let (second, weights) = try epochs([5, 4, 6], stopping, task: task)
    #expect(second.epochs.count == 3)
    #expect(stopping.bestEpoch == 2)
    #expect(task.weights == weights[1])
  }

  /// What is better the metric itself says.
  @Test(arguments: ["quality", "val_quality"])
  func ofAMetricOfWhichMoreIsBetter(monitor: String) throws {
    func epochs(_ mode: MonitorMode, _ stopping: EarlyStopping) throws -> Int {
      let task = TinyTask(examples: 8)
      var value = 0.0
      let quality = FunctionMetric(monitorMode: mode) { _, _ in Tensor(value) }
      let probe = Probe()
      probe.epoch = { run in value = [0, 1, 2, 3, 4][run.epoch] }
      let trainer = Trainer(
        task.model, optimizer: task.optimizer, loss: { p, _ in p.square().mean() },
        metrics: ["quality": quality])
      return try trainer.fit(
        task.batches, epochs: 4, validation: task.testBatches, callbacks: [probe, stopping],
        progress: nil
      ).epochs.count
    }
    #expect(try epochs(.max, EarlyStopping(monitor: monitor)) == 4)
    #expect(try epochs(.min, EarlyStopping(monitor: monitor)) == 2)
    #expect(try epochs(.max, EarlyStopping(monitor: monitor, mode: .min)) == 2)
  }

  @Test func metricsKnowWhatIsBetter() {
    let more: [any PredictionMetric] = [
      Accuracy(), TopKAccuracy(k: 2), BinaryAccuracy(), Precision(), Recall(classes: 2), FBeta(),
      AUROC(), ConfusionMatrix(classes: 2), R2Score(),
    ]
    #expect(more.allSatisfy { $0.monitorMode == .max })
    let less: [any PredictionMetric] = [
      MeanSquaredError(), RootMeanSquaredError(), MeanAbsoluteError(), Perplexity(),
    ]
    #expect(less.allSatisfy { $0.monitorMode == .min })
  }

  @Test func epochsWithoutAValidationDoNotCount() throws {
    let task = TinyTask(examples: 8)
    let stopping = EarlyStopping(monitor: "val_score", patience: 1)
    let trainer = Trainer(
      task.model, optimizer: task.optimizer, loss: { p, _ in p.square().mean() },
      metrics: ["score": FunctionMetric { _, _ in Tensor(1) }])
    let history = try trainer.fit(
      task.batches, epochs: 9, validation: task.testBatches, validationInterval: 2,
      callbacks: [stopping], progress: nil)
    #expect(history.epochs.count == 4)
    #expect(stopping.bestEpoch == 2)
  }

  @Test func aMeasureThatThereIsNotIsAMistake() async {
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      try task.trainer().fit(
        task.batches, epochs: 1, callbacks: [EarlyStopping(monitor: "val_loss")], progress: nil)
    }
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      try task.trainer().fit(
        task.batches, epochs: 2, validation: task.testBatches, validationInterval: 2,
        callbacks: [EarlyStopping(monitor: "val_nonsense")], progress: nil)
    }
  }
}
