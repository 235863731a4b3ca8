/// What the scores of wrong classes lack to stand 1 below those of the right ones, of which each example has several:
/// `max(0, 1 - x[right] + x[wrong])` summed over all pairs and divided by the number of classes.
///
/// - Parameters:
///   - scores: `[]`, `[classes]` or `[batch, classes]`, of a floating-point dtype.
///   - labels: of the same shape and an integer dtype: each row the numbers of the right classes, then −1, after which nothing counts.
/// - Returns: a scalar, or `[batch]` where nothing is reduced. Pairs with NaN cost nothing.
/// - Complexity: the largest number of right classes times the number of scores, in time and memory.
///
/// `torch.nn.functional.multilabel_margin_loss`.
public func multilabelMarginLoss(
  _ scores: Tensor, _ labels: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let scores = scores.autocast(for: .loss)
  demand(
    scores.rank <= 2 && labels.shape == scores.shape && scores.shape.last != 0,
    "multilabelMarginLoss: scores \(scores.shape) and labels \(labels.shape) must be [classes] or [batch, classes] and one shape",
    file: file, line: line)
  demand(
    scores.dtype.isFloatingPoint && labels.dtype.isInteger,
    "multilabelMarginLoss: scores of \(scores.dtype) and labels of \(labels.dtype): floating-point and integer are needed",
    file: file, line: line)
  let classes = scores.shape.last ?? 1
  let batch = scores.rank == 2 ? scores.shape[0] : 1
  let rows = scores.reshaped(to: [batch, classes])
  let (places, isLabel, isRight) = noGrad {
    let all = labels.cast(to: .int64).reshaped(to: [batch, classes]).contiguous()
    // Up to each place, how many labels have been negative.
    let isLabel = (all .< 0).cumsum(axis: 1) .== 0
    let most = batch == 0 ? 0 : isLabel.sum(axis: 1).max().item(as: Int.self)
    let places = Tensor.where(isLabel, all, 0).contiguous()
    if let wrong = Gather.firstOutside(places, 0..<classes) {
      mistake(
        "multilabelMarginLoss: label \(wrong) is not in 0..<\(classes), the classes of scores \(scores.shape)",
        file: file, line: line)
    }
    let isRight =
      Tensor.zeros([batch, classes], dtype: .int64)
      .scatterAdd(axis: 1, indices: places, source: isLabel.cast(to: .int64)) .> 0
    return (
      places.narrowed(axis: 1, start: 0, length: most),
      isLabel.narrowed(axis: 1, start: 0, length: most), isRight
    )
  }
  let right = rows.gathered(axis: 1, indices: places)
  let lacking = 1 - right.unsqueezed(2) + rows.unsqueezed(1)
  let isPair = isLabel.unsqueezed(2) .&& (.!isRight).unsqueezed(1)
  let sums =
    Tensor.where(isPair .&& (lacking .> 0), lacking, 0.0).sum(axes: [1, 2])
    / Double(classes)
  return reduction.reduce(
    scores.rank == 2 ? sums : sums.squeezed(0), op: "multilabelMarginLoss", file: file, line: line)
}
