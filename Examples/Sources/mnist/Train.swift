import ArgumentParser
import ExampleSupport
import Tapestry

/// Trains the classic first network, on handwritten digits.
@main
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mnist",
    abstract: "Trains a small network that reads handwritten digits, and shows how well it does.")

  @OptionGroup var options: Options

  static func main() { runOrExplain() }

  func run() throws {
    options.machine.apply()

    let (train, test) = try options.digits.load()
    let model = makeModel()
    if let file = options.load { try loadWeights(Safetensors.load(file), from: file, into: model) }
    let optimizer = options.optimizer.make(model.parameters(), learningRate: options.learningRate)
    let batches = options.digits.batches(of: train, batchSize: options.batchSize)

    print("threads  \(Threads.count)")
    print("data     \(train.count) + \(test.count) digits, \(train.origin)\n")
    print(model.summary(input: [1, 28, 28]))
    let example = min(42, test.count - 1)
    show(test, example)

    let curve = LossCurve(title: "Reading digits")
    for epoch in 0..<options.epochs {
      let meanLoss = RunningMean()
      let accuracy = Accuracy()
      let progress = ProgressBar(
        "epoch \(epoch + 1)/\(options.epochs)", total: batches.exampleCount, unit: "images",
        metrics: ["loss": meanLoss, "accuracy": accuracy])

      model.train()
      for (images, labels) in batches {
        optimizer.zeroGrad()
        let logits = model(images)
        let loss = crossEntropy(logits, labels)
        loss.backward()
        optimizer.step()

        meanLoss.update(loss.item(), count: labels.count)
        accuracy.update(logits, labels)
        curve.add(batch: loss.item())
        progress.advance(by: labels.count)
      }
      progress.finish()
      curve.add(test: try evaluate(model, on: test).loss.value)
    }

    let (loss, accuracy) = try evaluate(model, on: test)
    print("\ntest loss \(loss), accuracy \(accuracy)")
    showProbabilities(model, test, example)

    if let file = options.weightsFile {
      try Safetensors.save(model.stateDict(), to: file)
      let copy = makeModel()
      try loadWeights(Safetensors.load(file), from: file, into: copy)
      let copyAccuracy = try evaluate(copy, on: test).accuracy
      print("weights saved to \(file); read back: accuracy \(copyAccuracy)")
    }
    try options.plot.draw(curve.plot)
    print("test accuracy \(accuracy)")
  }
}

/// 784 pixels, 128 hidden units, 10 digits: 101,770 parameters.
private func makeModel() -> Sequential {
  Sequential {
    Flatten()
    Linear(784, 128)
    ReLU()
    Dropout(0.2)
    Linear(128, 10)
  }
}

/// How well a model reads digits that it has not seen.
private func evaluate(
  _ model: Sequential, on digits: LabeledImages
) throws -> (loss: RunningMean, accuracy: Accuracy) {
  let (loss, accuracy) = (RunningMean(), Accuracy())
  model.eval()
  noGrad {
    for (images, labels) in DataLoader(digits, batchSize: 1000) {
      let logits = model(images)
      loss.update(crossEntropy(logits, labels).item(), count: labels.count)
      accuracy.update(logits, labels)
    }
  }
  guard loss.value.isFinite else { throw Diverged() }
  return (loss, accuracy)
}
