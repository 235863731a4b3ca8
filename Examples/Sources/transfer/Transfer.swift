import ArgumentParser
import ExampleSupport
import Foundation
import Tapestry

/// Teaches a network new digits, which PyTorch has taught others before.
@main
struct Transfer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "transfer",
    abstract: """
      Loads a network that PyTorch trained on the digits 0 to 4, and teaches it 5 to 9 from few \
      examples; beside it one that starts from nothing.
      """)

  @OptionGroup var options: TrainingOptions

  @OptionGroup var digits: DigitOptions

  @Option(parsing: .unconditional, help: "Passes over the few examples.")
  var epochs = 30

  @Option(parsing: .unconditional, help: "Examples of each digit.")
  var examples = 20

  @Option(
    help: ArgumentHelp(
      "Weights that torch.save wrote. (default: those beside the program)", valueName: "file"))
  var weights: String?

  static func main() { runOrExplain() }

  func validate() throws {
    try require(epochs >= 1, "--epochs must be 1 or more, not \(epochs)")
    try require(examples >= 1, "--examples must be 1 or more, not \(examples)")
  }

  func run() throws {
    options.machine.apply()
    let (allTrain, allTest) = try digits.load()
    let train = fiveToNine(allTrain, each: examples)
    let test = fiveToNine(allTest)
    print("\(train.count) examples to learn from, \(test.count) to be judged by\n")

    let file = weights ?? Bundle.module.path(forResource: "digits0to4", ofType: "pt")!
    let pretrained = DigitNetwork()
    try loadWeights(PyTorchFile.load(file), from: file, into: pretrained)
    // What it has learnt to see stays; only what it makes of that is learnt anew.
    pretrained.features.freeze()
    pretrained.head = Linear(32, 5)

    print("from PyTorch's weights:")
    let tuned = try fit(pretrained, train, test)
    print("\nfrom nothing:")
    let fresh = try fit(DigitNetwork(), train, test)

    var plot = Plot(title: "Few examples", xLabel: "step", yLabel: "cross entropy")
    plot.add("from PyTorch's weights", tuned.losses)
    plot.add("from nothing", fresh.losses)
    try options.plot.draw(plot)
    print("\ntest accuracy from nothing \(fresh.accuracy)")
    print("test accuracy \(tuned.accuracy)")
  }

  private func fit(
    _ model: DigitNetwork, _ train: TensorDataset, _ test: TensorDataset
  ) throws -> (accuracy: Accuracy, losses: [Double]) {
    let parameters = model.parameters().filter(\.requiresGrad)
    let optimizer = Adam(parameters, learningRate: options.learningRate * 3)
    let (accuracy, curve) = (Accuracy(), LossCurve(title: "Few examples"))
    let trainer = Trainer(
      model, optimizer: optimizer, loss: CrossEntropyLoss(), metrics: ["accuracy": accuracy])
    try trainer.fit(
      digits.batches(of: train, batchSize: options.batchSize), epochs: epochs,
      validation: DataLoader(test, batchSize: 500), callbacks: options.callbacks(curve))
    _ = try trainer.examine(on: test)
    return (accuracy, curve.batches)
  }
}

/// The network of `make_weights.py`, with the same names.
final class DigitNetwork: Module, Layer {
  let features = Sequential {
    Conv2d(1, 8, kernelSize: 3)
    ReLU()
    MaxPool2d(kernelSize: 2)
    Conv2d(8, 16, kernelSize: 3)
    ReLU()
    MaxPool2d(kernelSize: 2)
    Flatten()
    Linear(400, 32)
    ReLU()
  }
  var head = Linear(32, 5)

  /// - Parameter x: `[N, 28, 28]`.
  func forward(_ x: Tensor) -> Tensor { head(features(x.unsqueezed(1))) }
}

/// The digits 5 to 9 alone, labelled 0 to 4; of each at most the first `each`.
private func fiveToNine(_ digits: LabeledImages, each: Int = .max) -> TensorDataset {
  var seen = [Int](repeating: 0, count: 10)
  let places = digits.labels.array(as: Int.self).enumerated().filter { _, label in
    seen[label] += 1
    return label >= 5 && seen[label] <= each
  }.map(\.offset)
  let chosen = Tensor(places)
  return TensorDataset(
    digits.images[chosen].cast(to: .float32) / 255, digits.labels[chosen].cast(to: .int64) - 5)
}
