import TapestryCore

/// The square root of the mean of the squares of differences between predicted and right numbers: in the unit of the numbers.
///
/// `keras.metrics.RootMeanSquaredError`, `torchmetrics.MeanSquaredError(squared=False)`.
public final class RootMeanSquaredError: MeanMetric {
  /// An error that has seen nothing.
  public override init() {}

  /// Adds the predictions for a batch, each element on its own; predictions and targets are of one shape.
  public override func update(
    _ predictions: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard
      let errors = errors("RootMeanSquaredError", predictions, targets, file: file, line: line)
    else { return }
    add(errors.square(), weights: weights, file: file, line: line)
  }

  /// The root of the mean over all examples since the last `reset()`; NaN where there were none.
  public override var value: Double { super.value.squareRoot() }
}
