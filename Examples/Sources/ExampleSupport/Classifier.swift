import Tapestry

/// Training of a network that tells what an image shows, with a progress bar an epoch.
public struct Classifier<Network: Module & Layer> {
  private let model: Network
  private let optimizer: Optimizer
  private let options: TrainingOptions
  /// What the network makes of images `[N, 28, 28]`: the shape that it takes.
  private let prepare: (Tensor) -> Tensor
  public private(set) var curve: LossCurve
  private var steps = 0

  public init(
    _ model: Network, _ optimizer: Optimizer, _ options: TrainingOptions, title: String,
    prepare: @escaping (Tensor) -> Tensor = { $0 }
  ) {
    (self.model, self.optimizer, self.options) = (model, optimizer, options)
    self.prepare = prepare
    curve = LossCurve(title: title)
  }

  /// Trains for some epochs, or until the steps that the options allow are used up.
  ///
  /// - Parameter schedule: how the learning rate goes in so many steps; nil leaves it as it is.
  public mutating func train<Digits: Dataset>(
    on batches: DataLoader<Digits>, test: Digits, epochs: Int,
    schedule: ((_ steps: Int) -> any LRSchedule)? = nil
  ) throws where Digits.Batch == (Tensor, Tensor), Digits.Failure == Never {
    let total = min(epochs * batches.count, options.steps ?? .max)
    let scheduler = schedule.map { LRScheduler(optimizer, $0(total)) }
    for epoch in 0..<epochs where !isDone {
      let (meanLoss, accuracy) = (RunningMean(), Accuracy())
      let progress = ProgressBar(
        "epoch \(epoch + 1)/\(epochs)", total: batches.exampleCount, unit: "images",
        metrics: ["loss": meanLoss, "accuracy": accuracy])
      model.train()
      for (images, labels) in batches {
        optimizer.zeroGrad()
        let logits = model(prepare(images))
        let loss = crossEntropy(logits, labels)
        loss.backward()
        optimizer.step()
        scheduler?.step()

        meanLoss.update(loss.item(), count: labels.count)
        accuracy.update(logits, labels)
        curve.add(batch: loss.item())
        progress.advance(by: labels.count)
        steps += 1
        if isDone { break }
      }
      progress.finish()
      curve.add(test: try evaluate(on: test).loss.value)
    }
  }

  private var isDone: Bool { steps >= options.steps ?? .max }

  /// How well the network does on examples that it has not seen.
  public func evaluate<Digits: Dataset>(
    on digits: Digits
  ) throws -> (loss: RunningMean, accuracy: Accuracy)
  where Digits.Batch == (Tensor, Tensor), Digits.Failure == Never {
    let (loss, accuracy) = (RunningMean(), Accuracy())
    model.eval()
    noGrad {
      for (images, labels) in DataLoader(digits, batchSize: 500) {
        let logits = model(prepare(images))
        loss.update(crossEntropy(logits, labels).item(), count: labels.count)
        accuracy.update(logits, labels)
      }
    }
    guard loss.value.isFinite else { throw Diverged() }
    return (loss, accuracy)
  }
}
