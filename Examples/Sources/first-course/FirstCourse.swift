import ArgumentParser
import ExampleSupport
import Tapestry

/// The program of a first lecture on deep learning, step by step, as one would write it with Keras.
@main
struct FirstCourse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "first-course",
    abstract:
      "Goes through a first course: load, scale, build, train, evaluate, look inside, predict."
  )

  @Option(parsing: .unconditional, help: "Passes over the training set.")
  var epochs = 5

  @Option(parsing: .unconditional, help: "Images in a batch.")
  var batchSize = 32

  @Option(parsing: .unconditional, help: "The optimizer's step size.")
  var learningRate = 1e-3

  @OptionGroup var digits: DigitOptions

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    try require(epochs >= 1, "--epochs must be 1 or more, not \(epochs)")
    try require(batchSize >= 1, "--batch-size must be 1 or more, not \(batchSize)")
    try requireLearningRate(learningRate)
  }

  func run() throws {
    machine.apply()

    // Load: images uint8 [60000, 28, 28] and labels int64 [60000].
    let (train, test) = try digits.load()

    // Scale the pixels from 0...255 to 0...1.
    let trainImages = train.images.cast(to: .float32) / 255
    let testImages = test.images.cast(to: .float32) / 255

    // Build.
    let model = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Dropout(0.2)
      Linear(128, 10)
    }
    print(model.summary(input: [1, 28, 28]))

    // Compile: the optimizer, the loss, and what to measure.
    let accuracy = Accuracy()
    let trainer = Trainer(
      model, optimizer: Adam(model.parameters(), learningRate: learningRate),
      loss: CrossEntropyLoss(), metrics: ["accuracy": accuracy])

    // Fit.
    let examples = TensorDataset(trainImages, train.labels)
    let history = try trainer.fit(
      digits.batches(of: examples, batchSize: batchSize), epochs: epochs,
      callbacks: [TerminateOnNaN()])
    guard history.epochs.count == epochs else { throw Diverged() }

    // Evaluate.
    let exam = TensorDataset(testImages, test.labels)
    let measures = trainer.evaluate(DataLoader(exam, batchSize: batchSize))
    print("\ntest: \(measures)")

    // Look inside.
    let hidden = model.layers[1]
    print("\nlayers[1] is \(hidden), called \(model.namedChildren()[1].name)")
    for (name, parameter) in hidden.namedParameters() {
      print("\(name), \(parameter.shape):\n\(parameter.detach())")
    }

    // Predict.
    let digit = min(42, test.count - 1)
    let image = testImages[digit..<(digit + 1)]
    let probabilities = trainer.predict(image).softmax(axis: 1)
    let predicted = trainer.predictClasses(image).item(as: Int.self)
    print("\ntest digit \(digit), a \(test.labels[digit].item(as: Int.self)):\n")
    print(test.images[digit].terminalPicture())
    print("\nprobabilities: \(probabilities)")
    print("predicted class: \(predicted)")
    print("test accuracy \(accuracy)")
  }
}
