import TapestryCore

/// The mean of the squares of differences between predicted and right numbers.
///
/// `keras.metrics.MeanSquaredError`, `torcheval.metrics.MeanSquaredError`. Its square root is Keras's `RootMeanSquaredError`.
public final class MeanSquaredError: MeanMetric {
  /// An error that has seen nothing.
  public override init() {}

  /// Adds the predictions for a batch, each element on its own; predictions and targets are of one shape.
  public override func update(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    guard
      let errors = errors("MeanSquaredError", predictions, targets, file: file, line: line)
    else { return }
    add(errors.square().sum().item(), of: errors.count)
  }
}

/// Predicted less right numbers in float64, without a record; nil where there are none.
func errors(
  _ owner: StaticString, _ predictions: Tensor, _ targets: Tensor, file: StaticString, line: UInt
) -> Tensor? {
  demandSameShape(owner, predictions, targets, file: file, line: line)
  if targets.count == 0 { return nil }
  return predictions.detach().cast(to: .float64) - targets.detach().cast(to: .float64)
}
