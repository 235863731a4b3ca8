import Glibc
import IOTestSupport
import TapestryCore
import TapestryData
import TapestryIO
import TapestryNN
import TapestryOptim
import TapestryTraining
import Testing

/// A training that was broken off and goes on from its checkpoint ends as one that was not, to the last bit.
@Suite struct ResumptionTests {
  private let folder = TemporaryFolder()

  /// What a training leaves behind.
  private struct Outcome: Equatable {
    let weights: [Float]
    let optimizer: [String: [Double]]
    let history: String
    let random: Generator.State

    init(_ task: TinyTask, _ history: History) {
      weights = task.weights
      optimizer = task.optimizer.stateDict().mapValues { $0.array(as: Double.self) }
      self.history = history.csv
      random = defaultGenerator.state
    }
  }

  private struct Setting {
    var accumulation = 1
    var precision: DType?
    var seed: UInt64?
    var workers = false
    var validationInterval = 1
  }

  /// A training with dropout, running statistics, shuffling, a schedule and early stopping.
  private func train(
    _ epochs: Int, _ setting: Setting, seed: UInt64 = 5, from checkpoint: String? = nil,
    probe: Probe = Probe()
  ) throws -> Outcome {
    let task = TinyTask(seed: seed)
    return try withSeed(seed) {
      let trainer = task.trainer(
        precision: setting.precision, accumulation: setting.accumulation)
      let callbacks: [any Callback] = [
        probe, Checkpoint(folder.file("last.safetensors")),
        Checkpoint(folder.file("best.safetensors"), best: "val_accuracy", mode: .max),
        LearningRateSchedule(
          LRScheduler(task.optimizer, ExponentialLR(gamma: 0.99)), every: .step),
        EarlyStopping(patience: 2, restoresBestWeights: true), LearningRateMonitor(),
      ]
      let validation = task.testBatches
      let history =
        setting.workers
        ? try trainer.fit(
          DataLoader(
            Noisy(values: task.train.inputs.array(as: Float.self)), batchSize: 8, shuffle: true,
            seed: setting.seed, workers: 2), epochs: epochs, validation: validation,
          validationInterval: setting.validationInterval,
          callbacks: callbacks, progress: nil, resumingFrom: checkpoint)
        : try trainer.fit(
          DataLoader(task.train, batchSize: 8, shuffle: true, seed: setting.seed),
          epochs: epochs, validation: validation,
          validationInterval: setting.validationInterval, callbacks: callbacks, progress: nil,
          resumingFrom: checkpoint)
      return Outcome(task, history)
    }
  }

  private static let settings = [
    Setting(), Setting(accumulation: 3), Setting(precision: .float16), Setting(seed: 9),
    Setting(workers: true), Setting(seed: 9, workers: true), Setting(validationInterval: 2),
  ]

  @Test(arguments: settings.indices)
  func afterAnEpoch(index: Int) throws {
    let setting = Self.settings[index]
    let whole = try train(6, setting)
    _ = try train(2, setting)
    // Another seed: all that matters comes from the checkpoint.
    let resumed = try train(6, setting, seed: 77, from: folder.file("last.safetensors"))
    #expect(resumed == whole)
    let header =
      setting.validationInterval == 1
      ? "epoch,loss,accuracy,val_loss,val_accuracy,learning_rate\n"
      : "epoch,loss,accuracy,learning_rate,val_loss,val_accuracy\n"
    #expect(whole.history.hasPrefix(header))
  }

  @Test func withinAnEpochAfterCtrlC() async {
    await #expect(processExitsWith: .success) {
      doNotIgnoreCtrlC()
      let tests = ResumptionTests()
      for setting in ResumptionTests.settings {
        let whole = try tests.train(4, setting)
        let probe = Probe()
        probe.batch = { run in
          if run.epoch == 1 && run.batch == 4 { raise(SIGINT) }
        }
        let broken = try tests.train(4, setting, probe: probe)
        let last = tests.folder.file("last.safetensors")
        let resumed = try tests.train(4, setting, seed: 77, from: last)
        precondition(broken != whole)
        precondition(resumed == whole)
        let batches = probe.events.split { $0.hasPrefix("epoch") }.last!
        precondition(batches.count < 8 && batches.last == "done")
      }
    }
  }

  @Test func aSecondCtrlCEndsTheProgram() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      doNotIgnoreCtrlC()
      let task = TinyTask()
      let probe = Probe()
      probe.batch = { _ in
        raise(SIGINT)
        raise(SIGINT)
      }
      try task.trainer().fit(task.batches, epochs: 2, callbacks: [probe], progress: nil)
    }
  }

  @Test func afterwardsCtrlCEndsTheProgramAgain() async {
    await #expect(processExitsWith: .signal(SIGINT)) {
      doNotIgnoreCtrlC()
      let task = TinyTask()
      let probe = Probe()
      probe.batch = { _ in raise(SIGINT) }
      let history = try task.trainer().fit(
        task.batches, epochs: 2, callbacks: [probe], progress: nil)
      precondition(history.stopReason == "interrupted after batch 2 of epoch 1")
      raise(SIGINT)
    }
  }

  @Test func theWeightsOfACheckpointCanBeLoadedAlone() throws {
    let outcome = try train(2, Setting())
    let model = TinyTask(seed: 99).model
    try model.load(from: folder.file("last.safetensors"), prefix: "model.")
    #expect(TinyTask.weights(model).count == outcome.weights.count)
  }

  @Test func whatIsNoCheckpointChangesNothing() throws {
    let task = TinyTask()
    let before = task.weights
    let other = folder.file("other.safetensors")
    func expectError(_ path: String) {
      let error = #expect(throws: FileError.self) {
        try task.trainer().fit(task.batches, epochs: 1, progress: nil, resumingFrom: path)
      }
      #expect(error?.file == path)
      #expect(task.weights == before)
    }
    expectError(folder.file("absent.safetensors"))
    try task.model.save(to: other)
    expectError(other)
    _ = try train(1, Setting())
    var state = try Safetensors.load(folder.file("last.safetensors"))
    for (name, value) in [
      ("position", Tensor([-1, 0, 0])), ("generators", Tensor([1, 3, 1, 0])),
      ("model.0.weight", Tensor.zeros([2, 2])), ("optimizer.state.0.exp_avg", Tensor.zeros([1])),
    ] {
      var spoiled = state
      spoiled[name] = value
      try Safetensors.save(spoiled, to: other)
      expectError(other)
    }
    state["optimizer.param_groups.0.lr"] = nil
    try Safetensors.save(state, to: other)
    expectError(other)
  }
}

/// Examples that draw random numbers of their own.
private struct Noisy: Dataset, Sendable {
  let values: [Float]
  var count: Int { values.count / 4 }

  subscript(index: Int) -> (Tensor, Tensor) {
    let point = Tensor(Array(values[index * 4..<index * 4 + 4]))
    return (point + Tensor.randn([4]) * 0.1, point[0..<3].argmax())
  }
}
