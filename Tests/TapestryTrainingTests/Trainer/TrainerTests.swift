import TapestryCore
import TapestryData
import TapestryNN
import TapestryOptim
import TapestryTraining
import Testing

@Suite struct TrainerTests {
  /// The loop that a user would write.
  private func trainByHand(_ task: TinyTask, epochs: Int) -> [(loss: Double, accuracy: Double)] {
    let batches = task.batches
    return (0..<epochs).map { _ in
      let (loss, accuracy) = (RunningMean(), Accuracy())
      task.model.train()
      for (inputs, targets) in batches {
        task.optimizer.zeroGrad()
        let logits = task.model(inputs)
        let batchLoss = crossEntropy(logits, targets)
        batchLoss.backward()
        task.optimizer.step()
        loss.update(batchLoss.item(), count: targets.count)
        accuracy.update(logits, targets)
      }
      return (loss.value, accuracy.value)
    }
  }

  @Test func isTheLoopThatOneWouldWrite() throws {
    let (byHand, task) = (TinyTask(), TinyTask())
    let measured = withSeed(3) { trainByHand(byHand, epochs: 3) }
    let history = try withSeed(3) {
      try task.trainer().fit(task.batches, epochs: 3, progress: nil)
    }
    #expect(task.weights == byHand.weights)
    #expect(history.names == ["loss", "accuracy"])
    #expect(history["loss"] == measured.map(\.loss))
    #expect(history["accuracy"] == measured.map(\.accuracy))
    #expect(history.stopReason == nil)
    #expect(!task.model.isTraining)
  }

  @Test func validatesAfterEachEpoch() throws {
    let task = TinyTask()
    let trainer = task.trainer()
    let history = try withSeed(3) {
      try trainer.fit(task.batches, epochs: 8, validation: task.testBatches, progress: nil)
    }
    #expect(history.names == ["loss", "accuracy", "val_loss", "val_accuracy"])
    #expect(history["val_accuracy"].count == 8)
    #expect(history["val_accuracy"].last! > 0.8)
    #expect(history["nonsense"].isEmpty)
    let measures = trainer.evaluate(task.testBatches)
    #expect(measures.loss == history["val_loss"].last)
    #expect(measures["accuracy"] == history["val_accuracy"].last)

    task.model.eval()
    let logits = noGrad { task.model(task.test.inputs) }
    let loss = crossEntropy(logits, task.test.targets).item()
    #expect(abs(measures.loss - loss) < 1e-6)
    let before = task.weights
    _ = trainer.evaluate(task.testBatches)
    #expect(task.weights == before)
  }

  @Test(arguments: [1, 2, 3, 9])
  func validatesAfterSoManyEpochs(interval: Int) throws {
    let task = TinyTask(examples: 8)
    let history = try task.trainer().fit(
      task.batches, epochs: 5, validation: task.testBatches, validationInterval: interval,
      progress: nil)
    for (place, measures) in history.epochs.enumerated() {
      #expect((measures["val_loss"] != nil) == (place + 1).isMultiple(of: interval))
      #expect(measures.loss.isFinite)
    }
  }

  /// A callback may measure and predict in the middle of an epoch, and training goes on as if it had not.
  @Test func measuringWithinAnEpochChangesNothing() throws {
    func outcome(_ batch: @escaping (TrainingRun) throws -> Void) throws -> (String, [Float]) {
      let (task, probe) = (TinyTask(), Probe())
      probe.batch = batch
      let history = try withSeed(3) {
        try task.trainer().fit(task.batches, epochs: 3, callbacks: [probe], progress: nil)
      }
      return (history.csv, task.weights)
    }
    let test = TinyTask()
    let undisturbed = try outcome { _ in }
    let disturbed = try outcome { run in
      let before = run.measures.entries.map(\.value)
      let measures = run.trainer.evaluate(test.testBatches)
      #expect("\(measures)" == "\(run.trainer.evaluate(test.testBatches))")
      _ = run.trainer.predict(test.test.inputs)
      _ = run.trainer.predict(test.testBatches)
      #expect(run.measures.entries.map(\.value) == before)
      #expect(run.trainer.model.modules().allSatisfy { $0.isTraining })
    }
    #expect(disturbed.0 == undisturbed.0)
    #expect(disturbed.1 == undisturbed.1)
  }

  @Test(arguments: [1, 2]) func betweenEpochsTheModelIsEvaluated(validationInterval: Int) throws {
    let (task, probe) = (TinyTask(examples: 16), Probe())
    probe.batch = { run in #expect(run.trainer.model.isTraining) }
    probe.epoch = { run in #expect(!run.trainer.model.isTraining) }
    try task.trainer().fit(
      task.batches, epochs: 2, validation: task.testBatches,
      validationInterval: validationInterval, callbacks: [probe], progress: nil)
    #expect(probe.events.count == 10)
  }

  @Test func eachModuleKeepsItsMode() {
    let task = TinyTask()
    task.model.train()
    let norm = task.model.modules()[2]
    norm.isTraining = false
    let modes = task.model.modules().map(\.isTraining)
    _ = task.trainer().evaluate(task.testBatches)
    _ = task.trainer().predict(task.test.inputs)
    #expect(task.model.modules().map(\.isTraining) == modes)
  }

  @Test func takesALossThatIsAFunction() throws {
    let inputs = Tensor.linspace(-1, 1, count: 32).unsqueezed(1)
    let data = TensorDataset(inputs, inputs * 3 + 1)
    let model = Linear(1, 1)
    let trainer = Trainer(
      model, optimizer: SGD(model.parameters(), learningRate: 0.3),
      loss: { ($0 - $1).square().mean() }, metrics: ["R²": R2Score()])
    let history = try trainer.fit(DataLoader(data, batchSize: 32), epochs: 60, progress: nil)
    #expect(abs(model.weight.item() - 3) < 0.01)
    #expect(history["R²"].last! > 0.999)
  }

  @Test func gradientsGatherOverBatches() throws {
    func weights(batchSize: Int, accumulation: Int) throws -> [Double] {
      let model = withSeed(1) { Linear(4, 3) }
      let task = TinyTask()
      let trainer = Trainer(
        model, optimizer: SGD(model.parameters(), learningRate: 0.5), loss: CrossEntropyLoss(),
        accumulation: accumulation)
      try trainer.fit(
        DataLoader(task.train, batchSize: batchSize), epochs: 3, progress: nil)
      return TinyTask.weights(model).map(Double.init)
    }
    // 60 examples: the last group of four batches of 10 has only two.
    for (gathered, whole) in zip(
      try weights(batchSize: 10, accumulation: 3), try weights(batchSize: 30, accumulation: 1))
    {
      #expect(abs(gathered - whole) < 1e-5)
    }
    let uneven = try weights(batchSize: 10, accumulation: 4)
    #expect(uneven.allSatisfy { $0.isFinite })
  }

  @Test func gradientsAreCut() throws {
    let task = TinyTask()
    let probe = Probe()
    var norms: [Double] = []
    probe.batch = { _ in norms.append(totalNorm(task.model.parameters().compactMap(\.grad))) }
    try task.trainer(maxGradNorm: 0.1).fit(
      task.batches, epochs: 1, callbacks: [probe], progress: nil)
    #expect(norms.count == 8)
    #expect(norms.allSatisfy { $0 < 0.1001 })
  }

  @Test(arguments: [DType.bfloat16, .float16])
  func learnsInMixedPrecision(precision: DType) throws {
    let task = TinyTask()
    let trainer = task.trainer(precision: precision, maxGradNorm: 1)
    let history = try withSeed(3) {
      try trainer.fit(task.batches, epochs: 8, validation: task.testBatches, progress: nil)
    }
    #expect(history["val_accuracy"].last! > 0.8)
    #expect(trainer.predict(task.test.inputs).dtype == precision)
    #expect(task.model.parameters().allSatisfy { $0.dtype == .float32 })
  }

  @Test func callbacksAreToldInOrder() throws {
    let task = TinyTask(examples: 16)
    let probe = Probe()
    try task.trainer().fit(task.batches, epochs: 2, callbacks: [probe], progress: nil)
    #expect(
      probe.events == [
        "fit", "epoch 0", "batch 1", "batch 2", "end 1", "epoch 1", "batch 1", "batch 2", "end 2",
        "done",
      ])
  }

  @Test func aCallbackBreaksAnEpochOff() throws {
    let task = TinyTask(examples: 32)
    let probe = Probe()
    probe.batch = { run in
      if run.epoch == 1 && run.batch == 2 { run.stop("enough") }
    }
    let history = try task.trainer().fit(
      task.batches, epochs: 5, validation: task.testBatches, callbacks: [probe], progress: nil)
    #expect(history.stopReason == "enough")
    #expect(history.epochs.count == 1)
    #expect(Array(probe.events.suffix(3)) == ["batch 1", "batch 2", "done"])
  }

  @Test func errorsOfDataAndCallbacksComeThrough() throws {
    struct Broken: Error {}
    let task = TinyTask()
    let probe = Probe()
    probe.epoch = { _ in throw Broken() }
    #expect(throws: Broken.self) {
      try task.trainer().fit(task.batches, epochs: 5, callbacks: [probe], progress: nil)
    }
    struct Unreadable: Dataset {
      let count = 5
      subscript(index: Int) -> (Tensor, Tensor) {
        get throws(Broken) { throw Broken() }
      }
    }
    #expect(throws: Broken.self) {
      try task.trainer().fit(DataLoader(Unreadable(), batchSize: 2), epochs: 1, progress: nil)
    }
    #expect(throws: Broken.self) {
      try task.trainer().evaluate(DataLoader(Unreadable(), batchSize: 2))
    }
  }

  @Test func mistakesStopTheProgram() async {
    await #expect(processExitsWith: .failure) { _ = TinyTask().trainer(accumulation: 0) }
    await #expect(processExitsWith: .failure) {
      _ = TinyTask().trainer().predict(Tensor(1.0))
    }
    await #expect(processExitsWith: .failure) {
      let task = TinyTask(examples: 4)
      try task.trainer().fit(
        DataLoader(task.train, batchSize: 8, dropLast: true), epochs: 1, progress: nil)
    }
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      try task.trainer().fit(
        task.batches, epochs: 1, validation: task.testBatches, validationInterval: 0,
        progress: nil)
    }
  }

  @Test func metricsHaveNamesOfTheirOwn() async {
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      _ = Trainer(
        task.model, optimizer: task.optimizer, loss: CrossEntropyLoss(),
        metrics: ["loss": Accuracy()])
    }
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      _ = Trainer(
        task.model, optimizer: task.optimizer, loss: CrossEntropyLoss(),
        metrics: ["val_accuracy": Accuracy()])
    }
    await #expect(processExitsWith: .failure) {
      let task = TinyTask()
      _ = Trainer(
        task.model, optimizer: task.optimizer, loss: CrossEntropyLoss(),
        metrics: ["a": Accuracy(), "b": Accuracy(), "a": TopKAccuracy(k: 2)])
    }
  }
}
