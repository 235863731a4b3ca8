import ArgumentParser
import ExampleSupport
import Tapestry

/// Trains a convolutional network on handwritten digits.
@main
struct MNISTCNN: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mnist-cnn",
    abstract: "Trains a network with two convolutions to read digits, and shows its worst mistakes."
  )

  @OptionGroup var options: TrainingOptions

  @OptionGroup var digits: DigitOptions

  @Option(parsing: .unconditional, help: "Passes over the training set.")
  var epochs = 3

  @Option(
    help: ArgumentHelp(
      "Write the 24 worst mistakes to this PNG file.", valueName: "file"))
  var mistakes: String?

  static func main() { runOrExplain() }

  func validate() throws {
    try require(epochs >= 1, "--epochs must be 1 or more, not \(epochs)")
    if let mistakes { try checkWritable(mistakes) }
  }

  func run() throws {
    options.machine.apply()
    let (train, test) = try digits.load()
    let model = Sequential {
      Unflatten(axis: 1, into: [1, 28])  // one channel
      Conv2d(1, 32, kernelSize: 3)
      ReLU()
      Conv2d(32, 64, kernelSize: 3)
      ReLU()
      MaxPool2d(kernelSize: 2)
      Dropout(0.25)
      Flatten()
      Linear(9216, 128)
      ReLU()
      Dropout(0.5)
      Linear(128, 10)
    }
    print(model.summary(input: [1, 28, 28]))

    let (batches, curve) = (
      digits.batches(of: train, batchSize: options.batchSize), LossCurve(title: "Two convolutions")
    )
    let optimizer = Adam(model.parameters(), learningRate: options.learningRate)
    // In few epochs, a rate that rises and then falls to almost nothing ends nearer to the minimum than a steady one.
    let oneCycle = OneCycleLR(
      maxLearningRate: 3 * options.learningRate,
      totalSteps: min(epochs * batches.count, options.steps ?? .max))
    let accuracy = Accuracy()
    let trainer = Trainer(
      model, optimizer: optimizer, loss: CrossEntropyLoss(), metrics: ["accuracy": accuracy])
    try trainer.fit(
      batches, epochs: epochs, validation: DataLoader(test, batchSize: 500),
      callbacks: options.callbacks(curve) + [
        LearningRateSchedule(LRScheduler(optimizer, oneCycle), every: .step)
      ])
    let measures = try trainer.examine(on: test)
    print("\ntest: \(measures)")

    let worst = worstMistakes(trainer, test, count: 24)
    if let first = worst.first {
      print("\nits worst mistake, digit \(first.index) of the test set:\n")
      print(test.images[first.index].terminalPicture())
      print("a \(first.label), taken for a \(first.guess)\n")
    }
    if let mistakes {
      try PNG.save(
        imageGrid(stack(worst.map { test[$0.index].0 }), columns: 6), to: mistakes)
      print("worst mistakes drawn to \(mistakes)")
    }
    try options.plot.draw(curve.plot)
    print("test accuracy \(accuracy)")
  }
}

/// A digit that was taken for another.
private struct Mistake {
  let index, label, guess: Int
}

/// The digits read wrongly of which the model was the surest, worst first.
private func worstMistakes(
  _ trainer: Trainer, _ digits: LabeledImages, count: Int
) -> [Mistake] {
  let sureness = trainer.predict(DataLoader(digits, batchSize: 500)).softmax(axis: 1)
  let (surest, guesses) = sureness.max(axis: 1)
  let isWrong = guesses .!= digits.labels
  let order = Tensor.where(isWrong, surest, -1).argsort(descending: true)
  let mistakes = min(count, isWrong.countNonzero().item(as: Int.self))
  return order.array(as: Int.self).prefix(mistakes).map { index in
    Mistake(
      index: index, label: digits.labels[index].item(as: Int.self),
      guess: guesses[index].item(as: Int.self))
  }
}
