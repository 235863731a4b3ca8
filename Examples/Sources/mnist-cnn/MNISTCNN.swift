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
    print(model.summary(input: [1, 1, 28, 28]))

    let optimizer = Adam(model.parameters(), learningRate: options.learningRate)
    var classifier = Classifier(model, optimizer, options, title: "Two convolutions") {
      $0.unsqueezed(1)
    }
    // In few epochs, a rate that rises and then falls to almost nothing ends nearer to the minimum than a steady one.
    try classifier.train(
      on: digits.batches(of: train, batchSize: options.batchSize), test: test, epochs: epochs
    ) { steps in
      OneCycleLR(maxLearningRate: 3 * options.learningRate, totalSteps: steps)
    }
    let (loss, accuracy) = try classifier.evaluate(on: test)
    print("\ntest loss \(loss), accuracy \(accuracy)")

    let worst = worstMistakes(model, test, count: 24)
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
    try options.plot.draw(classifier.curve.plot)
    print("test accuracy \(accuracy)")
  }
}

/// A digit that was taken for another.
private struct Mistake {
  let index, label, guess: Int
}

/// The digits read wrongly of which the model was the surest, worst first.
private func worstMistakes(
  _ model: Sequential, _ digits: LabeledImages, count: Int
) -> [Mistake] {
  model.eval()
  let sureness = noGrad {
    concatenate(
      DataLoader(digits, batchSize: 500).map { model($0.0.unsqueezed(1)).softmax(axis: 1) })
  }
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
