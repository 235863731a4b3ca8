/// What each class's score lacks to stand `margin` below the score of the right one: the mean over classes of
/// `max(0, margin - x[label] + x[class])ᵖ`, the right one left out.
///
/// - Parameters:
///   - scores: `[classes]` or `[batch, classes]`, of a floating-point dtype, at least one class.
///   - labels: `[]` or `[batch]` of an integer dtype; each in `0..<classes`, else the program stops and names the label.
///   - p: 1 or 2.
///   - weight: `[classes]`, by which the loss of each label is multiplied; the mean divides by the number of labels.
/// - Returns: a scalar, or the labels' shape where nothing is reduced. Pairs with NaN cost nothing.
///
/// `torch.nn.functional.multi_margin_loss`.
public func multiMarginLoss(
  _ scores: Tensor, _ labels: Tensor, p: Int = 1, margin: Double = 1, weight: Tensor? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let scores = scores.autocast(for: .loss)
  demand(p == 1 || p == 2, "multiMarginLoss: p of \(p), not 1 or 2", file: file, line: line)
  let rows = scores.rank == 2 ? scores : scores.reshaped(to: [1, scores.count])
  let classes = rows.shape[1]
  demand(
    scores.rank <= 2 && classes > 0 && labels.count == rows.shape[0] && labels.rank <= 1
      && (scores.rank < 2 || labels.rank == 1),
    "multiMarginLoss: scores \(scores.shape) and labels \(labels.shape): [classes] and [], or [batch, classes] and [batch] are needed",
    file: file, line: line)
  let chosen = ClassLabels(
    labels.reshaped(to: [labels.count]), of: rows, ignoreIndex: -1, op: "multiMarginLoss",
    file: file, line: line)
  demand(
    chosen.isCounted == nil, "multiMarginLoss: label -1 is not in 0..<\(classes)", file: file,
    line: line)
  demandClassWeights(
    "multiMarginLoss", weight, classes: classes, like: scores, file: file, line: line)
  let places = chosen.places.unsqueezed(1)
  let right = rows.gathered(axis: 1, indices: places)
  let isRight = Tensor.arange(classes) .== places
  let distances = margin - right + rows
  let lacking = Tensor.where((distances .> 0) .&& .!isRight, distances, 0.0)
  let sums = (p == 1 ? lacking : lacking.square()).sum(axis: 1) / Double(classes)
  let losses = weight.map { sums * $0.indexed(axis: 0, chosen.places) } ?? sums
  // Of a single example PyTorch keeps the labels' shape.
  return reduction.reduce(
    reduction == .none ? losses.reshaped(to: labels.shape) : losses, op: "multiMarginLoss",
    file: file, line: line)
}
