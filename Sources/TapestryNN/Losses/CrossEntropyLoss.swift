import TapestryCore

/// The cross entropy of classes, from logits: ``crossEntropy(_:_:weight:ignoreIndex:labelSmoothing:reduction:file:line:)`` as a module.
///
/// `weight` holds a number for each class. `torch.nn.CrossEntropyLoss`.
public final class CrossEntropyLoss: Module, Loss {
  public let weight: Buffer?  // [classes]
  public let ignoreIndex: Int
  public let labelSmoothing: Double
  public let reduction: LossReduction

  public init(
    weight: Tensor? = nil, ignoreIndex: Int = -100, labelSmoothing: Double = 0,
    reduction: LossReduction = .mean
  ) {
    self.weight = weight.map { Buffer($0) }
    self.ignoreIndex = ignoreIndex
    self.labelSmoothing = labelSmoothing
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "ignoreIndex: \(ignoreIndex), labelSmoothing: \(labelSmoothing), reduction: .\(reduction)"
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    crossEntropy(
      predictions, targets, weight: weight, ignoreIndex: ignoreIndex,
      labelSmoothing: labelSmoothing, reduction: reduction)
  }
}
