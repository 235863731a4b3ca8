import IOTestSupport
import Tapestry
import Testing

@Suite struct FromKerasCourse {
  @Test func aModel() throws {
    manualSeed(4)
    let temporary = TemporaryFolder()
    let folder = temporary.path
    // shown
    let model = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Dropout(0.2)
      Linear(128, 10)
    }
    print(model.summary(input: [1, 28, 28]))  // 101,770 parameters
    // end
    #expect(model.summary(input: [1, 28, 28]).parameterCount == 101_770)

    let train = DrawnDigits(split: .train, count: 1000)
    let test = DrawnDigits(split: .test, count: 300)
    let images = test.images.cast(to: .float32) / 255
    // shown
    let trainer = Trainer(
      model, optimizer: Adam(model.parameters(), learningRate: 1e-3), loss: CrossEntropyLoss(),
      metrics: ["accuracy": Accuracy()])
    let history = try trainer.fit(
      DataLoader(train, batchSize: 32, shuffle: true), epochs: 5,
      validation: DataLoader(test, batchSize: 32),
      callbacks: [EarlyStopping(patience: 3), TensorBoard(folder)])
    let measures = trainer.evaluate(DataLoader(test, batchSize: 32))
    // end
    #expect(measures["accuracy"]! > 0.7 && history["val_loss"].count == 5)

    // shown
    let logits = trainer.predict(images)  // [300, 10]
    let probabilities = logits.softmax(axis: 1)
    let classes = trainer.predictClasses(images)  // [300]
    // end
    #expect(probabilities.shape == [300, 10])
    #expect(classes.array(as: Int.self) == logits.argmax(axis: 1).array(as: Int.self))
  }
}
