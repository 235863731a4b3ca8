import TapestryCore

/// ``multilabelMarginLoss(_:_:reduction:file:line:)`` as a module. `torch.nn.MultiLabelMarginLoss`.
public final class MultiLabelMarginLoss: Module, Loss {
  public let reduction: LossReduction

  public init(reduction: LossReduction = .mean) {
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    multilabelMarginLoss(predictions, targets, reduction: reduction)
  }
}
