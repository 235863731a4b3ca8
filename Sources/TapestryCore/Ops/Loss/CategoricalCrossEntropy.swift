/// Keras's cross entropy of classes given by one-hot vectors or other probabilities: `-Σ target · log(probability)`, with classes along
/// the last axis.
///
/// - Parameters:
///   - predictions: `[…, classes]`, of a floating-point dtype: any real numbers where they are logits, else numbers that are not
///     negative, as `softmax(axis:)` gives them; a negative one stops the program.
///   - targets: of the same shape and dtype, each row a distribution.
///   - fromLogits: whether predictions are logits rather than probabilities. Logits are more accurate: their logarithm is taken without a detour.
///   - labelSmoothing: the share, from 0 to 1, of each target that is spread evenly over all classes. Szegedy et al., 2015.
/// - Returns: a scalar, or the shape without the classes where nothing is reduced.
///
/// Probabilities are divided by their sum and then clipped to 1e-7…1 - 1e-7, as Keras does: beyond the clip the derivative is that of the
/// division alone, or 0. Logits are not clipped. `keras.losses.categorical_crossentropy`.
public func categoricalCrossEntropy(
  _ predictions: Tensor, _ targets: Tensor, fromLogits: Bool, labelSmoothing: Double = 0,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let op: StaticString = "categoricalCrossEntropy"
  let (predictions, targets) = (predictions.autocast(for: .loss), targets.autocast(for: .loss))
  demandLossShapes(op, predictions, targets, file: file, line: line)
  demand(
    predictions.rank > 0 && targets.dtype == predictions.dtype,
    "\(op): predictions of \(predictions.dtype) \(predictions.shape) and targets of \(targets.dtype): […, classes] of one floating-point dtype are needed",
    file: file, line: line)
  demandLabelSmoothing(op, labelSmoothing, file: file, line: line)
  if predictions.dtype.computeType != predictions.dtype {
    return predictions.computed(with: targets) {
      categoricalCrossEntropy(
        $0, $1[0]!, fromLogits: fromLogits, labelSmoothing: labelSmoothing, reduction: reduction,
        file: file, line: line)
    }
  }
  let even = labelSmoothing / Double(Swift.max(predictions.shape.last!, 1))
  let wanted = labelSmoothing == 0 ? targets : targets * (1 - labelSmoothing) + even
  let logs =
    fromLogits
    ? predictions.logSoftmax(axis: -1) : predictions.clippedLogarithms(op, file: file, line: line)
  return reduction.reduce(-(wanted * logs).sum(axis: -1), op: op, file: file, line: line)
}

func demandLabelSmoothing(
  _ op: StaticString, _ smoothing: Double, file: StaticString, line: UInt
) {
  demand(
    (0...1).contains(smoothing),
    "\(op): a label smoothing of \(smoothing), which must be from 0 to 1", file: file, line: line)
}
