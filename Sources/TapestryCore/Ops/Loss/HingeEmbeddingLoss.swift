/// How far distances are from what labels want: the distance itself where two things are alike, and what it lacks to `margin`
/// where they are not.
///
/// - Parameters:
///   - distances: of any shape.
///   - labels: 1 or −1; broadcasts with the distances. Other numbers count as both.
///   - margin: beyond this distance what is not alike costs nothing.
/// - Returns: a scalar, or the common shape where nothing is reduced.
///
/// `torch.nn.functional.hinge_embedding_loss`.
public func hingeEmbeddingLoss(
  _ distances: Tensor, _ labels: Tensor, margin: Double = 1, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let distances = distances.autocast(for: .loss)
  demandBroadcast("hingeEmbeddingLoss", distances, labels, file: file, line: line)
  let lacking = (margin - distances).clamped(min: 0.0)
  let losses =
    Tensor.where(labels .!= 1, lacking, 0.0) + Tensor.where(labels .!= -1, distances, 0.0)
  return reduction.reduce(losses, op: "hingeEmbeddingLoss", file: file, line: line)
}
