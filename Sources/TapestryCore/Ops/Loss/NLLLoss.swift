/// The negative log likelihood of classes given by number, from logarithms of their probabilities.
///
/// - Parameters:
///   - logProbabilities: `[classes]` or `[batch, classes, …]`, of a floating-point dtype; what `logSoftmax(axis:)` gives.
///   - labels: `[]` or `[batch, …]` of any integer dtype; each in `0..<classes` or `ignoreIndex`, else the program stops and names the label.
///   - weight: `[classes]`, by which the loss of each label is multiplied.
///   - ignoreIndex: a label that does not count.
///   - reduction: the mean divides by the sum of the labels' weights; NaN where none counts.
/// - Returns: a scalar, or the labels' shape where nothing is reduced.
///
/// `torch.nn.functional.nll_loss`.
public func nllLoss(
  _ logProbabilities: Tensor, _ labels: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let logProbabilities = logProbabilities.autocast(for: .loss)
  let labels = ClassLabels(
    labels, of: logProbabilities, ignoreIndex: ignoreIndex, op: "nllLoss", file: file, line: line)
  demandClassWeights(
    "nllLoss", weight, classes: logProbabilities.shape[labels.axis], like: logProbabilities,
    file: file, line: line)
  let weights = labels.weights(weight, like: logProbabilities)
  let losses = labels.negated(logProbabilities)
  return labels.reduce(
    weight == nil ? losses : losses * weights!, weights: weights, reduction, op: "nllLoss",
    file: file, line: line)
}
