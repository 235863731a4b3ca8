/// What the distance to something unlike lacks to be `margin` more than that to something alike:
/// `max(0, margin + |anchor - positive| - |anchor - negative|)`.
///
/// - Parameters:
///   - anchor: `[…, size]`.
///   - positive: like the anchor; broadcasts with it and has as many axes.
///   - negative: unlike the anchor; as `positive`.
///   - margin: above 0.
///   - p: the norm of the distances, see ``pairwiseDistance(_:_:p:epsilon:keepDims:file:line:)``.
///   - epsilon: added to each difference.
///   - swap: takes the distance from `positive` to `negative` where it is smaller than that from the anchor. Balntas et al., 2016.
/// - Returns: a scalar, or the shape without the last axis where nothing is reduced.
///
/// `torch.nn.functional.triplet_margin_loss`.
public func tripletMarginLoss(
  _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: Double = 1, p: Double = 2,
  epsilon: Double = 1e-6, swap: Bool = false, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  tripletLoss(
    "tripletMarginLoss", anchor, positive, negative,
    distance: { pairwiseDistance($0, $1, p: p, epsilon: epsilon) }, margin: margin, swap: swap,
    reduction, file: file, line: line)
}

/// What both losses of triplets have in common.
func tripletLoss(
  _ op: StaticString, _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor,
  distance: (Tensor, Tensor) -> Tensor, margin: Double, swap: Bool, _ reduction: LossReduction,
  file: StaticString, line: UInt
) -> Tensor {
  let (anchor, positive, negative) = (
    anchor.autocast(for: .loss), positive.autocast(for: .loss), negative.autocast(for: .loss)
  )
  demand(margin > 0, "\(op): a margin of \(margin), which must be above 0", file: file, line: line)
  demand(
    anchor.rank == positive.rank && anchor.rank == negative.rank,
    "\(op): anchor \(anchor.shape), positive \(positive.shape) and negative \(negative.shape) must have as many axes",
    file: file, line: line)
  for (a, b) in [(anchor, positive), (anchor, negative), (positive, negative)] {
    demandBroadcast(op, a, b, file: file, line: line)
  }
  let near = distance(anchor, positive)
  var far = distance(anchor, negative)
  if swap { far = far.minimum(distance(positive, negative)) }
  return reduction.reduce(
    (near - far + margin).clamped(min: 0.0), op: op, file: file, line: line)
}
