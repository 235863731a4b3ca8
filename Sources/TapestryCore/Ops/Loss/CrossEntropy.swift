/// The cross entropy of classes given by number or by probabilities, from logits: `-log(softmax(logits)[label])`.
///
/// - Parameters:
///   - logits: `[classes]` or `[batch, classes, …]`, any real numbers, of a floating-point dtype.
///   - targets: either labels, `[]` or `[batch, …]` of any integer dtype, each in `0..<classes` or `ignoreIndex`, else the
///     program stops and names the label; or probabilities of the classes, of a floating-point dtype and the logits' shape.
///   - weight: `[classes]`, by which the loss of each class is multiplied.
///   - ignoreIndex: a label that does not count. Not beside probabilities.
///   - labelSmoothing: the share, from 0 to 1, of each target that is spread evenly over all classes. Szegedy et al., 2015.
///   - reduction: the mean of labels divides by the sum of their weights, that of probabilities by their number; NaN of none.
/// - Returns: a scalar, or the logits' shape without the classes where nothing is reduced.
///
/// Of labels equal to `nllLoss(logits.logSoftmax(axis: 1), labels)`. `torch.nn.functional.cross_entropy`.
public func crossEntropy(
  _ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100,
  labelSmoothing: Double = 0, reduction: LossReduction = .mean, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  let (logits, targets) = (
    logits.autocast(for: .loss), targets.autocast(for: .loss)
  )
  demand(
    (0...1).contains(labelSmoothing),
    "crossEntropy: a label smoothing of \(labelSmoothing), which must be from 0 to 1", file: file,
    line: line)
  let isOfProbabilities = targets.dtype.isFloatingPoint && targets.shape == logits.shape
  if logits.dtype.computeType != logits.dtype && (isOfProbabilities || targets.dtype.isInteger) {
    return logits.computed(with: weight, isOfProbabilities ? targets : nil) {
      crossEntropy(
        $0, $1[1] ?? targets, weight: $1[0], ignoreIndex: ignoreIndex,
        labelSmoothing: labelSmoothing, reduction: reduction, file: file, line: line)
    }
  }
  if isOfProbabilities {
    demand(
      ignoreIndex < 0, "crossEntropy: ignoreIndex \(ignoreIndex) beside probabilities", file: file,
      line: line)
    return crossEntropy(
      logits, probabilities: targets, weight: weight, labelSmoothing: labelSmoothing, reduction,
      file: file, line: line)
  }
  let labels = ClassLabels(
    targets, of: logits, ignoreIndex: ignoreIndex, op: "crossEntropy", file: file, line: line)
  demandClassWeights(
    "crossEntropy", weight, classes: logits.shape[labels.axis], like: logits, file: file, line: line
  )
  let weights = labels.weights(weight, like: logits)
  if labelSmoothing == 0 {
    let losses = labelLosses(logits, labels)
    return labels.reduce(
      weight == nil ? losses : losses * weights!, weights: weights, reduction, op: "crossEntropy",
      file: file, line: line)
  }
  let logs = logits.logSoftmax(axis: labels.axis)
  let chosen = labels.negated(logs)
  let spread = -(weight.map { logs * $0.shapedForClasses(of: logs) } ?? logs).sum(axis: labels.axis)
  let even = labels.isCounted.map { Tensor.where($0, spread, 0) } ?? spread
  let share = labelSmoothing / Double(logits.shape[labels.axis])
  let losses = (weight == nil ? chosen : chosen * weights!) * (1 - labelSmoothing) + even * share
  return labels.reduce(
    losses, weights: weights, reduction, op: "crossEntropy", file: file, line: line)
}

private func crossEntropy(
  _ logits: Tensor, probabilities: Tensor, weight: Tensor?, labelSmoothing: Double,
  _ reduction: LossReduction, file: StaticString, line: UInt
) -> Tensor {
  demand(
    logits.rank > 0 && logits.dtype.isFloatingPoint,
    "crossEntropy: logits of \(logits.dtype) \(logits.shape): [classes] or [batch, classes, …] of a floating-point dtype are needed",
    file: file, line: line)
  let axis = logits.rank == 1 ? 0 : 1
  let classes = logits.shape[axis]
  demandClassWeights(
    "crossEntropy", weight, classes: classes, like: logits, file: file, line: line)
  let targets =
    labelSmoothing == 0
    ? probabilities
    : probabilities * (1 - labelSmoothing) + labelSmoothing / Double(Swift.max(classes, 1))
  let logs = logits.logSoftmax(axis: axis)
  let weighted = weight.map { logs * $0.shapedForClasses(of: logs) } ?? logs
  return reduction.reduce(
    -(weighted * targets).sum(axis: axis), op: "crossEntropy", file: file, line: line)
}

extension Tensor {
  /// A vector of one number for each class, as it lies beside scores `[batch, classes, …]`.
  fileprivate func shapedForClasses(of scores: Tensor) -> Tensor {
    scores.rank < 2
      ? self : reshaped(to: Shape([count] + Array(repeating: 1, count: scores.rank - 2)))
  }
}

/// The loss of each label, 0 where one is ignored: `-logSoftmax` at the labels, in one pass over rows of classes.
private func labelLosses(_ logits: Tensor, _ labels: ClassLabels) -> Tensor {
  let rows: Tensor
  switch logits.rank {
  case 1: rows = logits.unsqueezed(0)
  case 2: rows = logits
  default:
    let order = (0..<logits.rank).filter { $0 != 1 } + [1]
    rows = logits.permuted(order).reshaped(to: [labels.places.count, logits.shape[1]])
  }
  let input = noGrad { rows.contiguous() }
  // The kernel passes over rows whose label is no class.
  let flat = labels.places.reshaped(to: [labels.places.count])
  let places = noGrad {
    labels.isCounted.map { Tensor.where($0.reshaped(to: flat.shape), flat, -1) } ?? flat
  }
  let losses = Tensor(uninitialized: flat.shape, dtype: logits.dtype)
  let logSums = Tensor(uninitialized: flat.shape, dtype: logits.dtype)
  LabelLoss.forward(input, places, losses: losses, logSums: logSums)
  let recorded = losses.recorded(
    rows,
    CrossEntropyDerivative(
      logits: SavedTensor(rows), logSums: SavedTensor(logSums), labels: SavedTensor(places)))
  return logits.rank == 2 ? recorded : recorded.reshaped(to: labels.places.shape)
}

struct CrossEntropyDerivative: Derivative {
  static let name = "crossEntropy"
  let logits, logSums, labels: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, labels) = (logits.value, labels.value)
    if isRecording {
      let chosen = (labels.unsqueezed(1) .== Tensor.arange(x.shape[1])).cast(to: x.dtype)
      let counted = (labels .>= 0).cast(to: x.dtype)
      inputs.add(0, (x.softmax(axis: 1) - chosen) * (gradient * counted).unsqueezed(1))
      return
    }
    let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
    LabelLoss.backward(
      x.contiguous(), labels, logSums: logSums.value, gradient: gradient.contiguous(), into: result)
    inputs.add(0, result)
  }
}
