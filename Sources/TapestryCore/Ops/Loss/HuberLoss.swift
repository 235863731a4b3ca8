/// Squared differences where these are small, absolute ones where they are large: `d² / 2` up to δ, `δ (|d| - δ / 2)` from there.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype.
///   - targets: of the same shape.
///   - delta: above 0.
///   - weight: of the same shape. Unlike that of ``mseLoss(_:_:weight:reduction:file:line:)``, the mean divides by the number of
///     elements, as in PyTorch.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced.
///
/// `torch.nn.functional.huber_loss`; Huber, 1964.
public func huberLoss(
  _ predictions: Tensor, _ targets: Tensor, delta: Double = 1, weight: Tensor? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandLossShapes("huberLoss", predictions, targets, weight: weight, file: file, line: line)
  demand(delta > 0, "huberLoss: delta \(delta) must be above 0", file: file, line: line)
  let losses =
    (RoundedDifference.apply(predictions.computable, targets.computable, width: delta) * delta)
    .cast(to: Tensor.resultType(predictions, targets))
  return reduction.reduce(
    weight.map { losses * $0 } ?? losses, op: "huberLoss", file: file, line: line)
}
