import TapestryCore

/// ``nllLoss(_:_:weight:ignoreIndex:reduction:file:line:)`` as a module. From log-probabilities of classes. `torch.nn.NLLLoss`.
public final class NLLLoss: Module, Loss {
  public let weight: Buffer?  // [classes]
  public let ignoreIndex: Int
  public let reduction: LossReduction

  public init(weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: LossReduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.ignoreIndex = ignoreIndex
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "ignoreIndex: \(ignoreIndex), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    nllLoss(
      predictions, targets, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
  }
}
