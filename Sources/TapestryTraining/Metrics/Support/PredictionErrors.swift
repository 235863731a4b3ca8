import TapestryCore

/// Predicted less right numbers in float64, without a record; nil where there are none.
func errors(
  _ owner: StaticString, _ predictions: Tensor, _ targets: Tensor, file: StaticString, line: UInt
) -> Tensor? {
  demandSameShape(owner, predictions, targets, file: file, line: line)
  if targets.count == 0 { return nil }
  return predictions.detach().cast(to: .float64) - targets.detach().cast(to: .float64)
}
