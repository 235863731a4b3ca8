/// Keras's cross entropy of classes given by number: `-log(probability of the label's class)`, with classes along the last axis.
///
/// - Parameters:
///   - predictions: `[…, classes]`, of a floating-point dtype: any real numbers where they are logits, else numbers that are not
///     negative, as `softmax(axis:)` gives them; a negative one stops the program.
///   - labels: `[…]` of any integer dtype, each in `0..<classes` or `ignoreClass`, else the program stops and names the label.
///   - fromLogits: whether predictions are logits rather than probabilities. Logits are more accurate: their logarithm is taken without a detour.
///   - ignoreClass: a label that does not count.
///   - reduction: the mean is over the labels that count.
/// - Returns: a scalar, or the labels' shape where nothing is reduced.
///
/// Probabilities are divided by their sum and then clipped to 1e-7…1 - 1e-7, as Keras does, so that no loss exceeds 16.12: beyond the
/// clip the derivative is that of the division alone, or 0. Logits are not clipped. `keras.losses.sparse_categorical_crossentropy`.
public func sparseCategoricalCrossEntropy(
  _ predictions: Tensor, _ labels: Tensor, fromLogits: Bool, ignoreClass: Int? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let op: StaticString = "sparseCategoricalCrossEntropy"
  let predictions = predictions.autocast(for: .loss)
  demand(
    predictions.rank > 0 && labels.shape.elementsEqual(predictions.shape.dropLast()),
    "\(op): predictions \(predictions.shape) and labels \(labels.shape): […, classes] and […] are needed",
    file: file, line: line)
  demand(
    predictions.dtype.isFloatingPoint && labels.dtype.isInteger,
    "\(op): predictions of \(predictions.dtype) and labels of \(labels.dtype): floating-point and integer are needed",
    file: file, line: line)
  if predictions.dtype.computeType != predictions.dtype {
    return predictions.computed {
      sparseCategoricalCrossEntropy(
        $0, labels, fromLogits: fromLogits, ignoreClass: ignoreClass, reduction: reduction,
        file: file, line: line)
    }
  }
  let rows = predictions.reshaped(to: [labels.count, predictions.shape.last!])
  let places = labels.reshaped(to: [labels.count])
  // No label that anybody means is the smallest number of all.
  let ignored = ignoreClass ?? Int.min
  let losses =
    fromLogits
    ? crossEntropy(rows, places, ignoreIndex: ignored, reduction: reduction, file: file, line: line)
    : nllLoss(
      rows.clippedLogarithms(op, file: file, line: line), places, ignoreIndex: ignored,
      reduction: reduction, file: file, line: line)
  return reduction == .none ? losses.reshaped(to: labels.shape) : losses
}

extension Tensor {
  /// The logarithms of probabilities along the last axis, after their sum is brought to 1 and what is out of Keras's bounds is cut off.
  func clippedLogarithms(_ op: StaticString, file: StaticString, line: UInt) -> Tensor {
    if (self .< 0).any().item(as: Bool.self) {
      mistake(
        "\(op): a probability of \(noGrad { self.min().item() }), which is negative; logits need fromLogits: true",
        file: file, line: line)
    }
    return (self / sum(axis: -1, keepDims: true)).clippedAsInKeras.log()
  }

  /// Keras's `epsilon()` away from 0 and 1.
  var clippedAsInKeras: Tensor { clamped(min: 1e-7, max: 1 - 1e-7) }
}
