import TapestryCore

/// The mean of the squares of differences between predicted and right numbers.
///
/// `keras.metrics.MeanSquaredError`, `torcheval.metrics.MeanSquaredError`. Its square root is ``RootMeanSquaredError``.
public final class MeanSquaredError: MeanMetric {
  /// An error that has seen nothing.
  public override init() {}

  /// Adds the predictions for a batch, each element on its own; predictions and targets are of one shape.
  public override func update(
    _ predictions: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard
      let errors = errors("MeanSquaredError", predictions, targets, file: file, line: line)
    else { return }
    add(errors.square(), weights: weights, file: file, line: line)
  }
}
