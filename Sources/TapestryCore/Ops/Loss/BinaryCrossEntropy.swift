/// The cross entropy of probabilities of two classes: `-(t log p + (1 - t) log(1 - p))`. Logarithms are cut off at −100.
///
/// - Parameters:
///   - probabilities: of any shape and a floating-point dtype, each from 0 to 1, else the program stops. From logits,
///     ``binaryCrossEntropyWithLogits(_:_:weight:posWeight:reduction:file:line:)`` is more accurate.
///   - targets: of the same shape and dtype, each from 0 to 1.
///   - weight: broadcasts to the same shape and multiplies each loss; the mean divides by the number of elements.
/// - Returns: a scalar, or the probabilities' shape where nothing is reduced.
///
/// `torch.nn.functional.binary_cross_entropy`.
public func binaryCrossEntropy(
  _ probabilities: Tensor, _ targets: Tensor, weight: Tensor? = nil,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (probabilities, targets) = (
    probabilities.autocast(for: .loss), targets.autocast(for: .loss)
  )
  demandLossShapes("binaryCrossEntropy", probabilities, targets, file: file, line: line)
  demand(
    probabilities.dtype == targets.dtype,
    "binaryCrossEntropy: probabilities of \(probabilities.dtype) and targets of \(targets.dtype) must be of one dtype",
    file: file, line: line)
  demandProbabilities("binaryCrossEntropy", probabilities, file: file, line: line)
  demandProbabilities("binaryCrossEntropy", targets, "target", file: file, line: line)
  if let weight { demandBroadcast("binaryCrossEntropy", targets, weight, file: file, line: line) }
  let losses = noGrad {
    let (p, t) = (probabilities, targets)
    return (t - 1) * (-p).log1p().clamped(min: -100.0) - t * p.log().clamped(min: -100.0)
  }.recorded(
    probabilities, targets,
    BinaryCrossEntropyDerivative(
      probabilities: SavedTensor(probabilities), targets: SavedTensor(targets)))
  return reduction.reduce(
    weight.map { losses * $0 } ?? losses, op: "binaryCrossEntropy", file: file, line: line)
}

/// Keras's cross entropy of two classes: ``binaryCrossEntropy(_:_:weight:reduction:file:line:)`` or, from logits,
/// ``binaryCrossEntropyWithLogits(_:_:weight:posWeight:reduction:file:line:)``.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype: any real numbers where they are logits, else from 0 to 1.
///   - targets: of the same shape and dtype, each from 0 to 1.
///   - fromLogits: whether predictions are logits rather than probabilities. Logits are more accurate.
///   - labelSmoothing: the share, from 0 to 1, by which targets are drawn towards 1/2.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced; Keras then takes the mean along the last axis.
///
/// Probabilities are clipped to 1e-7…1 - 1e-7, as Keras does, so that no loss exceeds 16.12, and the derivative is 0 beyond; PyTorch's
/// form cuts logarithms off at −100. Logits are not clipped. `keras.losses.binary_crossentropy`.
public func binaryCrossEntropy(
  _ predictions: Tensor, _ targets: Tensor, fromLogits: Bool, labelSmoothing: Double = 0,
  reduction: LossReduction = .mean, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (predictions, targets) = (predictions.autocast(for: .loss), targets.autocast(for: .loss))
  demandLossShapes("binaryCrossEntropy", predictions, targets, file: file, line: line)
  demandLabelSmoothing("binaryCrossEntropy", labelSmoothing, file: file, line: line)
  if predictions.dtype.computeType != predictions.dtype {
    return predictions.computed(with: targets) {
      binaryCrossEntropy(
        $0, $1[0]!, fromLogits: fromLogits, labelSmoothing: labelSmoothing, reduction: reduction,
        file: file, line: line)
    }
  }
  let wanted =
    labelSmoothing == 0 ? targets : targets * (1 - labelSmoothing) + 0.5 * labelSmoothing
  if fromLogits {
    return binaryCrossEntropyWithLogits(
      predictions, wanted, reduction: reduction, file: file, line: line)
  }
  demandProbabilities("binaryCrossEntropy", predictions, file: file, line: line)
  return binaryCrossEntropy(
    predictions.clippedAsInKeras, wanted, reduction: reduction, file: file, line: line)
}

private func demandProbabilities(
  _ op: StaticString, _ x: Tensor, _ name: String = "probability", file: StaticString, line: UInt
) {
  let isOutside = .!((x .>= 0) .&& (x .<= 1))
  if isOutside.any().item(as: Bool.self) {
    let wrong = noGrad { x.maskedSelect(isOutside)[0].item() }
    mistake("\(op): a \(name) of \(wrong), which must be from 0 to 1", file: file, line: line)
  }
}

/// As if nothing were cut off, but for a division by 0 at the ends.
struct BinaryCrossEntropyDerivative: Derivative {
  static let name = "binaryCrossEntropy"
  let probabilities, targets: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (p, t) = (probabilities.value, targets.value)
    let slope = noGrad { (p - t) / ((1 - p) * p).clamped(min: 1e-12) }
    inputs.add(
      0,
      gradient
        * slope.recorded(
          p, t, BinaryCrossEntropySlopeDerivative(probabilities: probabilities, targets: targets)))
    inputs.add(1, gradient * ((1 - p).log() - p.log()))
  }
}

struct BinaryCrossEntropySlopeDerivative: Derivative {
  static let name = "binaryCrossEntropy"
  let probabilities, targets: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (p, t) = (probabilities.value, targets.value)
    let spread = ((1 - p) * p).clamped(min: 1e-12)
    inputs.add(0, gradient * (p * p - 2 * t * p + t) / (spread * spread))
    inputs.add(1, -gradient / spread)
  }
}
