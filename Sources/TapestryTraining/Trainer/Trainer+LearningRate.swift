import Glibc
import TapestryCore
import TapestryData
import TapestryNN
import TapestryOptim

extension Trainer {
  /// Tries learning rates from low to high, a step of the optimizer each, until the loss runs away.
  ///
  /// ```swift
  /// let curve = try trainer.findLearningRate(DataLoader(train, batchSize: 32, shuffle: true))
  /// curve.plot.show()
  /// if let rate = curve.suggestion { optimizer.learningRate = rate }
  /// ```
  ///
  /// Afterwards the model's weights, the optimizer and the thread's random numbers are as they were; the model is in evaluation mode, and a
  /// loader with a `seed` has used up the orders of the epochs that were begun. Groups of parameters all get the same rate.
  ///
  /// The learning rate range test of Smith, Cyclical Learning Rates for Training Neural Networks, 2017; fastai's `lr_find`, Lightning's
  /// `LearningRateFinder`.
  ///
  /// - Parameters:
  ///   - range: the first and the last rate, above 0.
  ///   - steps: how many rates there are, at least 2. Where the loss is four times its best, there are no more.
  public func findLearningRate<Source: Dataset>(
    _ loader: DataLoader<Source>, in range: ClosedRange<Double> = 1e-6...10, steps: Int = 100,
    file: StaticString = #fileID, line: UInt = #line
  ) throws -> LearningRateCurve where Source.Batch == (Tensor, Tensor) {
    demand(
      range.lowerBound > 0 && range.upperBound.isFinite && steps >= 2,
      "findLearningRate: \(steps) rates in \(range); at least 2 above 0 are needed",
      file: file, line: line)
    demand(loader.count > 0, "findLearningRate: a loader without batches", file: file, line: line)
    let (weights, memory) = (model.stateDict().mapValues { $0.clone() }, optimizer.stateDict())
    let (random, scale) = (defaultGenerator.state, scaler?.stateDict())
    let test = RangeTest(range, steps: steps)
    let outcome = Result {
      try fit(loader, epochs: .max, callbacks: [test], progress: nil, file: file, line: line)
    }
    try model.load(weights)
    try optimizer.load(memory)
    if let scale { try scaler?.load(scale) }
    defaultGenerator.state = random
    _ = try outcome.get()
    return LearningRateCurve(rates: test.rates, losses: test.losses)
  }
}

/// Raises the learning rate after each step, by the same factor.
private final class RangeTest: Callback {
  private let range: ClosedRange<Double>
  private let steps: Int
  private(set) var rates: [Double] = []
  private(set) var losses: [Double] = []
  /// The loss of the batches since the last step.
  private let loss = RunningMean()
  /// Of losses, each weighing less than the next, so that one bad batch does not end the test.
  private var mean = 0.0
  private var bestMean = Double.infinity
  private static let memory = 0.8

  init(_ range: ClosedRange<Double>, steps: Int) {
    (self.range, self.steps) = (range, steps)
  }

  private var nextRate: Double {
    let share = Double(rates.count) / Double(steps - 1)
    return range.lowerBound * pow(range.upperBound / range.lowerBound, share)
  }

  func fitWillBegin(_ run: TrainingRun) { run.trainer.optimizer.learningRate = nextRate }

  func batchDidEnd(_ run: TrainingRun) {
    guard run.batchLoss.isFinite else { return run.stop("the loss is \(run.batchLoss)") }
    loss.update(run.batchLoss)
    guard run.step > rates.count else { return }
    rates.append(run.trainer.optimizer.learningRate)
    losses.append(loss.value)
    mean = losses.count == 1 ? loss.value : Self.memory * mean + (1 - Self.memory) * loss.value
    bestMean = min(bestMean, mean)
    loss.reset()
    if rates.count == steps { return run.stop("all rates are tried") }
    if mean > 4 * bestMean { return run.stop("the loss runs away") }
    run.trainer.optimizer.learningRate = nextRate
  }
}
