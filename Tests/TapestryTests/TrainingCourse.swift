import IOTestSupport
import Tapestry
import Testing

@Suite struct TrainingCourse {
  @Test func aTraining() throws {
    manualSeed(1)
    let temporary = TemporaryFolder()
    let folder = temporary.path
    // shown
    let train = DrawnDigits(split: .train, count: 2000)
    let test = DrawnDigits(split: .test, count: 500)
    let model = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Linear(128, 10)
    }
    let optimizer = Adam(model.parameters(), learningRate: 1e-3)
    // end

    // shown
    for epoch in 1...3 {
      let (meanLoss, accuracy) = (RunningMean(), Accuracy())
      let bar = ProgressBar(
        "epoch \(epoch)/3", total: train.count, unit: "images",
        metrics: ["loss": meanLoss, "accuracy": accuracy])
      model.train()
      for (images, labels) in DataLoader(train, batchSize: 32, shuffle: true) {
        optimizer.zeroGrad()
        let logits = model(images)
        let loss = crossEntropy(logits, labels)
        loss.backward()
        optimizer.step()

        meanLoss.update(loss.item(), count: labels.count)
        accuracy.update(logits, labels)
        bar.advance(by: labels.count)
      }
      bar.finish()
    }
    // end

    // shown
    model.eval()
    let accuracy = Accuracy()
    noGrad {
      for (images, labels) in DataLoader(test, batchSize: 500) {
        accuracy.update(model(images), labels)
      }
    }
    print("accuracy \(accuracy)")
    // end
    #expect(accuracy.value > 0.8)

    // shown
    let trainer = Trainer(
      model, optimizer: optimizer, loss: CrossEntropyLoss(), metrics: ["accuracy": Accuracy()])
    let batches = DataLoader(train, batchSize: 32, shuffle: true)
    let testBatches = DataLoader(test, batchSize: 500)

    let history = try trainer.fit(batches, epochs: 3, validation: testBatches)
    print(history["val_accuracy"])  // three numbers, one an epoch
    // end
    #expect(history["val_accuracy"].count == 3 && history["val_accuracy"].last! > 0.8)

    // shown
    let measures = trainer.evaluate(testBatches)
    print(measures)  // loss … accuracy …

    let (image, label) = test[42]
    let one = image.unsqueezed(0)  // a batch of one: [1, 28, 28]
    let probabilities = trainer.predict(one).softmax(axis: 1)  // [1, 10]
    let digit = trainer.predictClasses(one).item(as: Int.self)
    print("a \(label.item(as: Int.self)), read as \(digit)")
    // end
    #expect(measures["accuracy"] == history["val_accuracy"].last)
    #expect(abs(probabilities.sum().item() - 1) < 1e-5)
    #expect(probabilities.argmax(axis: 1).item(as: Int.self) == digit)

    // shown
    let untrained = Sequential {
      Flatten()
      Linear(784, 32)
      ReLU()
      Linear(32, 10)
    }
    let adam = Adam(untrained.parameters(), learningRate: 1e-3)
    let beginner = Trainer(
      untrained, optimizer: adam, loss: CrossEntropyLoss(), metrics: ["accuracy": Accuracy()])

    let curve = try beginner.findLearningRate(batches)
    curve.plot.show()
    if let rate = curve.suggestion { adam.learningRate = rate }
    // end
    #expect(try (1e-4...0.1).contains(#require(curve.suggestion)))
    #expect(adam.learningRate == curve.suggestion)

    // shown
    let schedule = LRScheduler(adam, CosineAnnealingLR(totalSteps: 8))
    let scheduled = try beginner.fit(
      batches, epochs: 8, validation: testBatches,
      callbacks: [
        LearningRateSchedule(schedule), LearningRateMonitor(),
        EarlyStopping(monitor: "val_loss", patience: 2, restoresBestWeights: true),
        Checkpoint("\(folder)/best.safetensors", best: "val_accuracy"),
        CSVLog("\(folder)/log.csv"), TensorBoard("\(folder)/runs"), TerminateOnNaN(),
      ])
    print(scheduled.stopReason ?? "all epochs")
    // end
    #expect(scheduled["val_accuracy"].max()! > 0.7)
    #expect(try temporary.names() == ["best.safetensors", "log.csv", "runs"])

    // shown
    final class GoodEnough: Callback {
      func epochDidEnd(_ run: TrainingRun) {
        if run.measures["accuracy"]! > 0.5 { run.stop("good enough") }
      }
    }
    let short = try beginner.fit(batches, epochs: 20, callbacks: [GoodEnough()])
    // end
    #expect(short.stopReason == "good enough")

    // shown
    let file = "\(folder)/last.safetensors"
    try beginner.fit(batches, epochs: 1, callbacks: [Checkpoint(file)])
    // The program ends here, and is started again.
    try beginner.fit(batches, epochs: 3, callbacks: [Checkpoint(file)], resumingFrom: file)
    // end
    #expect(try temporary.names().contains("last.safetensors"))
  }
}
