import IOTestSupport
import TapestryCore
import TapestryIO
import TapestryTraining
import Testing

@Suite struct CheckpointTests {
  private let folder = TemporaryFolder()
  private let task = TinyTask(examples: 16)

  private func savedEpoch(_ name: String) throws -> Int {
    try Safetensors.load(folder.file(name))["position"]![0].item(as: Int.self)
  }

  @Test func keepsTheLastAndTheBest() throws {
    let probe = Probe()
    probe.epoch = { run in run.record("score", [1, 3, 2, .nan][run.epoch - 1]) }
    try task.trainer().fit(
      task.batches, epochs: 4,
      callbacks: [
        probe, Checkpoint(folder.file("last.safetensors")),
        Checkpoint(folder.file("third.safetensors"), everyEpochs: 3),
        Checkpoint(folder.file("best.safetensors"), best: "score", mode: .max),
        Checkpoint(folder.file("least.safetensors"), best: "score"),
      ], progress: nil)
    #expect(try savedEpoch("last.safetensors") == 4)
    #expect(try savedEpoch("third.safetensors") == 4)
    #expect(try savedEpoch("best.safetensors") == 2)
    #expect(try savedEpoch("least.safetensors") == 1)
    let saved = try Safetensors.load(folder.file("last.safetensors"))
    #expect(
      saved["model.0.weight"]?.array(as: Float.self)
        == task.model.stateDict()["0.weight"]?.array(as: Float.self))
    #expect(saved["history.0.loss"]?.shape == [4])
  }

  @Test func brokenEpochsAreNotKept() throws {
    let probe = Probe()
    probe.batch = { run in if run.epoch == 2 { run.stop("enough") } }
    try task.trainer().fit(
      task.batches, epochs: 4, callbacks: [probe, Checkpoint(folder.file("a.safetensors"))],
      progress: nil)
    #expect(try savedEpoch("a.safetensors") == 2)
  }

  @Test func anEpochThatACallbackMakesTheLastIsKept() throws {
    let probe = Probe()
    var weights: [[Float]] = []
    probe.epoch = { [task] run in
      run.record("score", [1, 2, 3][run.epoch - 1])
      weights.append(task.weights)
    }
    // It stops after the third epoch, and puts the weights of the first back.
    let stopping = EarlyStopping(monitor: "score", patience: 2, restoresBestWeights: true)
    try task.trainer().fit(
      task.batches, epochs: 8,
      callbacks: [probe, Checkpoint(folder.file("a.safetensors"), everyEpochs: 2), stopping],
      progress: nil)
    #expect(try savedEpoch("a.safetensors") == 3)
    let model = TinyTask(seed: 9).model
    try model.load(from: folder.file("a.safetensors"), prefix: "model.")
    #expect(TinyTask.weights(model) == weights[2])
  }

  @Test func theBestOfAMetricOfWhichMoreIsBetter() throws {
    let history = try task.trainer().fit(
      task.batches, epochs: 6, validation: task.testBatches,
      callbacks: [Checkpoint(folder.file("a.safetensors"), best: "val_accuracy")], progress: nil)
    let accuracies = history["val_accuracy"]
    #expect(accuracies.min() != accuracies.max())
    #expect(
      try savedEpoch("a.safetensors") == accuracies.firstIndex(of: accuracies.max()!)! + 1)
  }

  @Test func aPlaceThatCannotBeWrittenIsAnErrorAtOnce() throws {
    let probe = Probe()
    #expect(throws: FileError.self) {
      try task.trainer().fit(
        task.batches, epochs: 4,
        callbacks: [Checkpoint(folder.file("no/a.safetensors")), probe], progress: nil)
    }
    #expect(probe.events.isEmpty)
  }
}
