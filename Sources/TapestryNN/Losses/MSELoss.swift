import TapestryCore

/// ``mseLoss(_:_:weight:reduction:file:line:)`` as a module. `torch.nn.MSELoss`.
public final class MSELoss: Module, Loss {
  public let reduction: LossReduction

  public init(reduction: LossReduction = .mean) {
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    mseLoss(predictions, targets, reduction: reduction)
  }
}
