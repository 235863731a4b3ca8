import TapestryCore

/// ``softMarginLoss(_:_:reduction:file:line:)`` as a module. `torch.nn.SoftMarginLoss`.
public final class SoftMarginLoss: Module, Loss {
  public let reduction: LossReduction

  public init(reduction: LossReduction = .mean) {
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    softMarginLoss(predictions, targets, reduction: reduction)
  }
}
