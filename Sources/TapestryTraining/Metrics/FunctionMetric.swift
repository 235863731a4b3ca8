import TapestryCore

/// The mean of a function of predictions and targets: a metric of your own.
///
/// ```swift
/// let withinOne = FunctionMetric(monitorMode: .max) { predictions, targets in
///   (predictions - targets).abs() <= 1          // bool: a share
/// }
/// let trainer = Trainer(model, optimizer: optimizer, loss: MSELoss(), metrics: ["within 1": withinOne])
/// ```
///
/// What is no mean over examples, such as a quotient of two sums, is a class of your own that conforms to ``PredictionMetric``.
/// `keras.metrics.MeanMetricWrapper`.
public final class FunctionMetric: MeanMetric {
  private let function: (Tensor, Tensor) -> Tensor
  private let mode: MonitorMode

  /// - Parameters:
  ///   - monitorMode: whether lower or higher is better.
  ///   - function: gives a number for each example, of any shape and dtype, each of which counts the same; or a scalar, which counts
  ///     as the mean over the batch, the first axis of the predictions. It is called without a record for gradients.
  public init(
    monitorMode: MonitorMode = .min,
    _ function: @escaping (_ predictions: Tensor, _ targets: Tensor) -> Tensor
  ) {
    self.function = function
    mode = monitorMode
  }

  /// Adds what the function gives for a batch. Where that is a scalar, there can be no weights.
  public override func update(
    _ predictions: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let numbers = noGrad { function(predictions, targets) }
    guard numbers.count > 0 else { return }
    guard numbers.rank == 0 else {
      return add(numbers.detach(), weights: weights, file: file, line: line)
    }
    demand(
      weights == nil, "FunctionMetric: weights for a function that gives one number for a batch",
      file: file, line: line)
    let examples = predictions.shape.first ?? 1
    add(numbers.item() * Double(examples), of: examples)
  }

  public override var monitorMode: MonitorMode { mode }
}
