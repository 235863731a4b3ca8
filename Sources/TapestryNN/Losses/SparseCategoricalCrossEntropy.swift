import TapestryCore

/// ``sparseCategoricalCrossEntropy(_:_:fromLogits:ignoreClass:reduction:file:line:)`` as a module.
/// `keras.losses.SparseCategoricalCrossentropy`.
public final class SparseCategoricalCrossEntropy: Module, Loss {
  public let fromLogits: Bool
  public let ignoreClass: Int?
  public let reduction: LossReduction

  public init(fromLogits: Bool, ignoreClass: Int? = nil, reduction: LossReduction = .mean) {
    self.fromLogits = fromLogits
    self.ignoreClass = ignoreClass
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "fromLogits: \(fromLogits), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    sparseCategoricalCrossEntropy(
      predictions, targets, fromLogits: fromLogits, ignoreClass: ignoreClass, reduction: reduction)
  }
}
