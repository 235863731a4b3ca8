import TapestryCore

/// The mean of the distances between predicted and right numbers.
///
/// `keras.metrics.MeanAbsoluteError`, `sklearn.metrics.mean_absolute_error`.
public final class MeanAbsoluteError: MeanMetric {
  /// An error that has seen nothing.
  public override init() {}

  /// Adds the predictions for a batch, each element on its own; predictions and targets are of one shape.
  public override func update(
    _ predictions: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    guard
      let errors = errors("MeanAbsoluteError", predictions, targets, file: file, line: line)
    else { return }
    add(errors.abs(), weights: weights, file: file, line: line)
  }
}
