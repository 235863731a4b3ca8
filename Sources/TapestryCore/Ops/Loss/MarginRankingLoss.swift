/// What the difference of two scores lacks to `margin`: `max(0, margin - label · (first - second))`.
///
/// - Parameters:
///   - first: scores.
///   - second: scores to compare with; broadcasts with the first, as the labels do. All have as many axes.
///   - labels: 1 where the first should be the larger, −1 where the second should.
/// - Returns: a scalar, or the common shape where nothing is reduced.
///
/// `torch.nn.functional.margin_ranking_loss`.
public func marginRankingLoss(
  _ first: Tensor, _ second: Tensor, _ labels: Tensor, margin: Double = 0,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (first, second) = (
    first.autocast(for: .loss), second.autocast(for: .loss)
  )
  demand(
    first.rank == second.rank && first.rank == labels.rank,
    "marginRankingLoss: scores \(first.shape) and \(second.shape) and labels \(labels.shape) must have as many axes",
    file: file, line: line)
  demandBroadcast("marginRankingLoss", first, second, file: file, line: line)
  let difference = first - second
  demandBroadcast("marginRankingLoss", difference, labels, file: file, line: line)
  let losses = (-labels * difference + margin).clamped(min: 0.0)
  return reduction.reduce(losses, op: "marginRankingLoss", file: file, line: line)
}
