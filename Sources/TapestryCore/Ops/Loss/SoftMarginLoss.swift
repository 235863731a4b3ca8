/// The logistic loss of two classes: `log(1 + exp(-label · score))`, without overflow, where PyTorch's becomes infinite.
///
/// - Parameters:
///   - scores: of a floating-point dtype.
///   - labels: 1 or −1; broadcasts with the scores.
/// - Returns: a scalar, or the common shape where nothing is reduced.
///
/// `torch.nn.functional.soft_margin_loss`.
public func softMarginLoss(
  _ scores: Tensor, _ labels: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let scores = scores.autocast(for: .loss)
  demandFloatingPoint("softMarginLoss", scores, file: file, line: line)
  demandBroadcast("softMarginLoss", scores, labels, file: file, line: line)
  return reduction.reduce(
    (-labels * scores).softplus(), op: "softMarginLoss", file: file, line: line)
}
