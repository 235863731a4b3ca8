/// The mean over classes of the cross entropy of each class by itself, from logits.
///
/// - Parameters:
///   - logits: `[…, classes]`, of a floating-point dtype.
///   - targets: 0 or 1 for each class; broadcasts with the logits.
///   - weight: broadcasts with the losses of the classes and multiplies them.
/// - Returns: a scalar, or the shape without classes where nothing is reduced.
///
/// `torch.nn.functional.multilabel_soft_margin_loss`.
public func multilabelSoftMarginLoss(
  _ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let logits = logits.autocast(for: .loss)
  demand(
    logits.rank > 0 && logits.dtype.isFloatingPoint,
    "multilabelSoftMarginLoss: logits of \(logits.dtype) \(logits.shape): a floating-point dtype and at least one axis are needed",
    file: file, line: line)
  demandBroadcast("multilabelSoftMarginLoss", logits, targets, file: file, line: line)
  // -log sigmoid(x) = softplus(-x).
  var losses = targets * (-logits).softplus() + (1 - targets) * logits.softplus()
  if let weight {
    demandBroadcast("multilabelSoftMarginLoss", losses, weight, file: file, line: line)
    losses = losses * weight
  }
  return reduction.reduce(
    losses.sum(axis: -1) / Double(logits.shape[logits.rank - 1]), op: "multilabelSoftMarginLoss",
    file: file, line: line)
}
