import Foundation
import IOTestSupport
import Tapestry
import Testing

@Suite struct FirstProgramCourse {
  /// MNIST's folder, or one with the same files of drawn digits.
  private static func digits(in temporary: TemporaryFolder) throws -> String {
    if let folder = ProcessInfo.processInfo.environment["TAPESTRY_DATA"] { return folder }
    for (split, prefix, count) in [(Split.train, "train", 2000), (.test, "t10k", 300)] {
      let digits = DrawnDigits(split: split, count: count)
      let size = [UInt8(count >> 8), UInt8(count & 0xff)]
      try temporary.write(
        [0, 0, 8, 3, 0, 0] + size + [0, 0, 0, 28, 0, 0, 0, 28]
          + digits.images.array(as: UInt8.self), to: "\(prefix)-images-idx3-ubyte")
      try temporary.write(
        [0, 0, 8, 1, 0, 0] + size + digits.labels.array(as: UInt8.self),
        to: "\(prefix)-labels-idx1-ubyte")
    }
    return temporary.path
  }

  @Test func theWholeProgram() throws {
    manualSeed(5)
    let temporary = TemporaryFolder()
    let folder = try Self.digits(in: temporary)
    // shown
    let train = try MNIST(split: .train, directory: folder)
    let test = try MNIST(split: .test, directory: folder)
    print(train.images.shape, train.images.dtype)  // [60000, 28, 28] uint8
    print(train.labels.shape)  // [60000]
    // end

    // shown
    let trainImages = train.images.cast(to: .float32) / 255
    let testImages = test.images.cast(to: .float32) / 255
    // end
    #expect(trainImages.max().item() <= 1)

    // shown
    let model = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Dropout(0.2)
      Linear(128, 10)
    }
    print(model.summary(input: [1, 28, 28]))
    // end
    let summary = "\(model.summary(input: [1, 28, 28]))"
    for count in ["100,480", "1,290", "101,770"] { #expect(summary.contains(count)) }

    // shown
    let trainer = Trainer(
      model, optimizer: Adam(model.parameters(), learningRate: 1e-3), loss: CrossEntropyLoss(),
      metrics: ["accuracy": Accuracy()])
    // end

    // shown
    let examples = TensorDataset(trainImages, train.labels)
    let history = try trainer.fit(
      DataLoader(examples, batchSize: 32, shuffle: true), epochs: 5)
    print(history["loss"])  // five numbers, each lower than the one before
    // end
    #expect(history["loss"].count == 5 && history["loss"][4] < history["loss"][0])

    // shown
    let exam = TensorDataset(testImages, test.labels)
    let measures = trainer.evaluate(DataLoader(exam, batchSize: 32))
    print(measures)  // loss 0.0731  accuracy 0.9776
    // end
    #expect(measures["accuracy"]! >= (train.count == 60_000 ? 0.974 : 0.8))

    // shown
    let hidden = model.layers[1] as! Linear
    print(hidden, model.namedChildren()[1].name)  // Linear(784, 128) 1
    print(hidden.weight.shape, hidden.bias!.shape)  // [128, 784] [128]
    print(hidden.weight[0, 400..<405])
    // end
    #expect("\(hidden)" == "Linear(784, 128)" && model.namedChildren()[1].name == "1")
    #expect(hidden.weight.shape == [128, 784] && hidden.bias!.shape == [128])

    // shown
    test.images[42].show()
    let image = testImages[42..<43]  // [1, 28, 28]
    let probabilities = trainer.predict(image).softmax(axis: 1)
    print(probabilities)  // ten numbers, which add up to 1
    let digit = trainer.predictClasses(image).item(as: Int.self)
    print("a \(test.labels[42].item(as: Int.self)), read as \(digit)")
    // end
    #expect(abs(probabilities.sum().item() - 1) < 1e-5)
    #expect(digit == probabilities.argmax(axis: 1).item(as: Int.self))
    if train.count == 60_000 { #expect(digit == 4) }
  }
}
