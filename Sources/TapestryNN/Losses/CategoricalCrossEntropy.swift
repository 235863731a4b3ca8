import TapestryCore

/// What Keras's ``CategoricalCrossEntropy`` and ``BinaryCrossEntropy`` have in common: targets from 0 to 1, which may be smoothed.
public class SmoothedCrossEntropy: Module {
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
}

/// ``categoricalCrossEntropy(_:_:fromLogits:labelSmoothing:reduction:file:line:)`` as a module.
/// `keras.losses.CategoricalCrossentropy`.
public final class CategoricalCrossEntropy: SmoothedCrossEntropy, Loss {
  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    categoricalCrossEntropy(
      predictions, targets, fromLogits: fromLogits, labelSmoothing: labelSmoothing,
      reduction: reduction)
  }
}
