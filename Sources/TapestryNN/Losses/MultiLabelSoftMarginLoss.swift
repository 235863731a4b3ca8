import TapestryCore

/// ``multilabelSoftMarginLoss(_:_:weight:reduction:file:line:)`` as a module. `torch.nn.MultiLabelSoftMarginLoss`.
public final class MultiLabelSoftMarginLoss: Module, Loss {
  public let weight: Buffer?
  public let reduction: LossReduction

  public init(weight: Tensor? = nil, reduction: LossReduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    multilabelSoftMarginLoss(predictions, targets, weight: weight, reduction: reduction)
  }
}
