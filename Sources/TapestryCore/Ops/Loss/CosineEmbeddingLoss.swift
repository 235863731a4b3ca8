/// How far the directions of vectors are from what labels want: `1 - cos` where two are alike, and what `cos` has above `margin`
/// where they are not.
///
/// - Parameters:
///   - first: `[size]` or `[batch, size]`.
///   - second: of a shape that broadcasts with it.
///   - labels: `[]` or `[batch]`: 1 where two vectors are alike, −1 where not; other numbers cost nothing.
///   - margin: from −1 to 1, better 0 to 0.5.
/// - Returns: a scalar, or the labels' shape where nothing is reduced.
///
/// `torch.nn.functional.cosine_embedding_loss`.
public func cosineEmbeddingLoss(
  _ first: Tensor, _ second: Tensor, _ labels: Tensor, margin: Double = 0,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (first, second) = (
    first.autocast(for: .loss), second.autocast(for: .loss)
  )
  demand(
    labels.rank <= 1 && first.rank == labels.rank + 1 && second.rank == labels.rank + 1,
    "cosineEmbeddingLoss: vectors \(first.shape) and \(second.shape) with labels \(labels.shape): [size], [size] and [], or [batch, size], [batch, size] and [batch] are needed",
    file: file, line: line)
  demandBroadcast("cosineEmbeddingLoss", first, second, file: file, line: line)
  let products = (first * second).sum(axis: -1)
  demandBroadcast("cosineEmbeddingLoss", products, labels, file: file, line: line)
  // PyTorch's own way to keep away from a division by 0; that of cosineSimilarity is another.
  let lengths = (first.square().sum(axis: -1) + 1e-12) * (second.square().sum(axis: -1) + 1e-12)
  let cosines = products / lengths.sqrt()
  let losses =
    Tensor.where(labels .== 1, 1 - cosines, 0.0)
    + Tensor.where(labels .== -1, (cosines - margin).clamped(min: 0.0), 0.0)
  return reduction.reduce(losses, op: "cosineEmbeddingLoss", file: file, line: line)
}
