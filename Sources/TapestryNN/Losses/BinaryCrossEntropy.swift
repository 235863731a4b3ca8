import TapestryCore

/// ``binaryCrossEntropy(_:_:fromLogits:labelSmoothing:reduction:file:line:)`` as a module.
/// `keras.losses.BinaryCrossentropy`.
public final class BinaryCrossEntropy: SmoothedCrossEntropy, Loss {
  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    binaryCrossEntropy(
      predictions, targets, fromLogits: fromLogits, labelSmoothing: labelSmoothing,
      reduction: reduction)
  }
}
