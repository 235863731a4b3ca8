/// ``tripletMarginLoss(_:_:_:margin:p:epsilon:swap:reduction:file:line:)`` with a distance of one's own.
///
/// - Parameter distanceFunction: from two tensors to their distances; ``pairwiseDistance(_:_:p:epsilon:keepDims:file:line:)``
///   unless given.
///
/// `torch.nn.functional.triplet_margin_with_distance_loss`.
public func tripletMarginWithDistanceLoss(
  _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor,
  distanceFunction: ((Tensor, Tensor) -> Tensor)? = nil, margin: Double = 1, swap: Bool = false,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  tripletLoss(
    "tripletMarginWithDistanceLoss", anchor, positive, negative,
    distance: distanceFunction ?? { pairwiseDistance($0, $1) }, margin: margin, swap: swap,
    reduction, file: file, line: line)
}
