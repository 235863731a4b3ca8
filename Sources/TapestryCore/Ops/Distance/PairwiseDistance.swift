/// The distances between vectors that stand at the same place: the p-norm of `first - second + ε` along the last axis.
///
/// - Parameters:
///   - first: `[…, size]`.
///   - second: broadcasts with it.
///   - p: any number, infinities included.
///   - epsilon: added to each difference.
///   - keepDims: leaves the last axis in place with size 1.
///
/// `torch.nn.functional.pairwise_distance`.
public func pairwiseDistance(
  _ first: Tensor, _ second: Tensor, p: Double = 2, epsilon: Double = 1e-6, keepDims: Bool = false,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demandBroadcast("pairwiseDistance", first, second, file: file, line: line)
  let difference = first - second + epsilon
  return difference.vectorNorm(
    "pairwiseDistance", p, axes: difference.rank == 0 ? nil : [-1], keepDims: keepDims, file: file,
    line: line)
}
