/// Numbers of classes that belong to scores, checked: what losses of labels have in common.
///
/// Classes lie along the second axis of the scores, or along the only one.
struct ClassLabels {
  /// The axis of the scores along which classes lie.
  let axis: Int

  /// The labels as contiguous int64, 0 where one is ignored.
  let places: Tensor

  /// Which labels count; nil where all do.
  let isCounted: Tensor?

  init(
    _ labels: Tensor, of scores: Tensor, ignoreIndex: Int, op: StaticString, file: StaticString,
    line: UInt
  ) {
    let axis = scores.rank == 1 ? 0 : 1
    var expected = scores.shape
    if scores.rank > 0 { expected.remove(at: axis) }
    demand(
      scores.rank > 0 && labels.shape == expected,
      "\(op): logits \(scores.shape) and labels \(labels.shape): [classes] and [], or [batch, classes, …] and [batch, …] are needed",
      file: file, line: line)
    demand(
      scores.dtype.isFloatingPoint && labels.dtype.isInteger,
      "\(op): logits of \(scores.dtype) and labels of \(labels.dtype): floating-point and integer are needed",
      file: file, line: line)
    let classes = scores.shape[axis]
    self.axis = axis
    let all = noGrad { labels.cast(to: .int64).contiguous() }
    if Gather.firstOutside(all, 0..<classes) == nil && !(0..<classes).contains(ignoreIndex) {
      places = all
      isCounted = nil
      return
    }
    let counted = all .!= ignoreIndex
    let kept = noGrad { Tensor.where(counted, all, 0).contiguous() }
    if let wrong = Gather.firstOutside(kept, 0..<Swift.max(classes, 1)) {
      mistake(
        "\(op): label \(wrong) is not in 0..<\(classes), the classes of logits \(scores.shape)",
        file: file, line: line)
    }
    places = kept
    isCounted = counted
  }

  /// Each label's share: its class's weight where there are weights, and 0 where it is ignored; nil where all are 1.
  func weights(_ weight: Tensor?, like scores: Tensor) -> Tensor? {
    guard let weight else { return isCounted?.cast(to: scores.dtype) }
    let weights = weight.indexed(axis: 0, places)
    return isCounted.map { Tensor.where($0, weights, 0) } ?? weights
  }

  /// Of each label's score, negated; 0 where the label is ignored.
  func negated(_ scores: Tensor) -> Tensor {
    if places.count == 0 { return -scores.sum(axis: axis) }
    let picked = scores.gathered(axis: axis, indices: places.unsqueezed(axis)).squeezed(axis)
    return isCounted.map { Tensor.where($0, -picked, 0) } ?? -picked
  }

  /// Losses of labels brought together: the mean counts each label by its weight.
  func reduce(
    _ losses: Tensor, weights: Tensor?, _ reduction: LossReduction, op: StaticString,
    file: StaticString, line: UInt
  ) -> Tensor {
    guard let weights, reduction == .mean else {
      return reduction.reduce(losses, op: op, file: file, line: line)
    }
    // The mean of none is NaN, its derivative 0.
    let isNone = isCounted.map { .!$0.any() } ?? Tensor(false)
    return Tensor.where(
      isNone, Double.nan, losses.sum() / weights.sum().maskedFill(isNone, with: 1.0))
  }
}

func demandClassWeights(
  _ op: StaticString, _ weight: Tensor?, classes: Int, like scores: Tensor, file: StaticString,
  line: UInt
) {
  guard let weight else { return }
  demand(
    weight.shape == [classes] && weight.dtype == scores.dtype,
    "\(op): weight of \(weight.dtype) \(weight.shape) for logits of \(scores.dtype) \(scores.shape) must be \(scores.dtype) [\(classes)]",
    file: file, line: line)
}
