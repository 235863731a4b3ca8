/// The cross entropy of two classes from logits: `-(t log sigmoid(x) + (1 - t) log(1 - sigmoid(x)))`, without overflow.
///
/// - Parameters:
///   - logits: of any shape and a floating-point dtype.
///   - targets: of the same shape; the probability of the class that positive logits speak for.
///   - weight: broadcasts with the logits and multiplies each loss; the mean divides by the number of elements.
///   - posWeight: broadcasts with the logits and multiplies the first term: above 1 it favours recall, below 1 precision.
/// - Returns: a scalar, or the logits' shape where nothing is reduced.
///
/// `torch.nn.functional.binary_cross_entropy_with_logits`.
public func binaryCrossEntropyWithLogits(
  _ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, posWeight: Tensor? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let logits = logits.autocast(for: .loss)
  demandLossShapes("binaryCrossEntropyWithLogits", logits, targets, file: file, line: line)
  for factor in [weight, posWeight].compactMap(\.self) {
    demandBroadcast("binaryCrossEntropyWithLogits", logits, factor, file: file, line: line)
  }
  // log sigmoid(x) = -softplus(-x), and log(1 - sigmoid(x)) = -x - softplus(-x).
  let softplus = (-logits).softplus()
  let scaled = posWeight.map { (($0 - 1) * targets + 1) * softplus } ?? softplus
  let losses = (1 - targets) * logits + scaled
  return reduction.reduce(
    weight.map { losses * $0 } ?? losses, op: "binaryCrossEntropyWithLogits", file: file, line: line
  )
}
