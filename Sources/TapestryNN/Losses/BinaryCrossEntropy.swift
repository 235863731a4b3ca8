import TapestryCore

/// ``binaryCrossEntropy(_:_:fromLogits:labelSmoothing:reduction:file:line:)`` as a module.
/// `keras.losses.BinaryCrossentropy`.
public final class BinaryCrossEntropy: Module, Loss {
  public let fromLogits: Bool
  public let labelSmoothing: Double
  public let reduction: LossReduction

  public init(fromLogits: Bool, labelSmoothing: Double = 0, reduction: LossReduction = .mean) {
    self.fromLogits = fromLogits
    self.labelSmoothing = labelSmoothing
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "fromLogits: \(fromLogits), labelSmoothing: \(labelSmoothing), reduction: .\(reduction)"
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    binaryCrossEntropy(
      predictions, targets, fromLogits: fromLogits, labelSmoothing: labelSmoothing,
      reduction: reduction)
  }
}
