import ArgumentParser
import ExampleSupport
import Tapestry

/// Trains a recurrent network that reads digits row by row, as a sequence.
@main
struct MNISTLSTM: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mnist-lstm",
    abstract: "Trains an LSTM that reads digits from top to bottom, a row of pixels a step.")

  @OptionGroup var options: TrainingOptions

  @OptionGroup var digits: DigitOptions

  @Option(parsing: .unconditional, help: "Passes over the training set.")
  var epochs = 5

  @Option(parsing: .unconditional, help: "The numbers that the network keeps in mind.")
  var hiddenSize = 128

  static func main() { runOrExplain() }

  func validate() throws {
    try require(epochs >= 1, "--epochs must be 1 or more, not \(epochs)")
    try require(hiddenSize >= 1, "--hidden-size must be 1 or more, not \(hiddenSize)")
  }

  func run() throws {
    options.machine.apply()
    let (train, test) = try digits.load()
    let model = RowReader(hiddenSize: hiddenSize)
    print(model.summary(input: [1, 28, 28]))

    let (accuracy, curve) = (Accuracy(), LossCurve(title: "Reading row by row"))
    let trainer = Trainer(
      model, optimizer: Adam(model.parameters(), learningRate: options.learningRate),
      loss: CrossEntropyLoss(), metrics: ["accuracy": accuracy])
    try trainer.fit(
      digits.batches(of: train, batchSize: options.batchSize), epochs: epochs,
      validation: DataLoader(test, batchSize: 500), callbacks: options.callbacks(curve))
    let measures = try trainer.examine(on: test)
    print("\ntest: \(measures)")

    showReading(model, test, min(42, test.count - 1))
    try options.plot.draw(curve.plot)
    print("test accuracy \(accuracy)")
  }
}

/// An LSTM over the rows of an image, whose last output tells the digit.
final class RowReader: Module, Layer {
  let lstm: LSTM
  let output: Linear

  init(hiddenSize: Int) {
    lstm = LSTM(28, hiddenSize, batchFirst: true)
    output = Linear(hiddenSize, 10)
    super.init()
  }

  /// - Parameter x: `[N, 28, 28]`.
  func forward(_ x: Tensor) -> Tensor { output(lstm(x).output[0..., -1]) }
}

/// Prints what the network would say after each row: it makes up its mind while it reads.
private func showReading(_ model: RowReader, _ digits: LabeledImages, _ index: Int) {
  let (image, label) = digits[index]
  let sureness = noGrad { model.output(model.lstm(image.unsqueezed(0)).output)[0].softmax(axis: 1) }
  let (surest, guesses) = sureness.max(axis: 1)
  let picture = digits.images[index].terminalPicture().split(
    separator: "\n", omittingEmptySubsequences: false)
  print(
    "\ntest digit \(index), a \(label.item(as: Int.self)), and what it is taken for on the way:\n")
  for (line, text) in picture.enumerated() {
    let row = min(2 * line + 1, image.shape[0] - 1)
    let percent = Int((surest[row].item() * 100).rounded())
    print("\(text)  \(guesses[row].item(as: Int.self))  \(percent) %")
  }
  print()
}
