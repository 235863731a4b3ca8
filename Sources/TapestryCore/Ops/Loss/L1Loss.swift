/// The mean of the absolute differences; where a difference is 0 so is its derivative.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype.
///   - targets: of the same shape.
///   - weight: of the same shape; the mean divides by its sum.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced.
///
/// `torch.nn.functional.l1_loss`.
public func l1Loss(
  _ predictions: Tensor, _ targets: Tensor, weight: Tensor? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandLossShapes("l1Loss", predictions, targets, weight: weight, file: file, line: line)
  let losses = (predictions - targets).abs()
  if let weight {
    return reduction.reduce(losses, weights: weight, op: "l1Loss", file: file, line: line)
  }
  return reduction.reduce(losses, op: "l1Loss", file: file, line: line)
}
