import TapestryCore

/// ``l1Loss(_:_:weight:reduction:file:line:)`` as a module. `torch.nn.L1Loss`.
public final class L1Loss: Module, Loss {
  public let reduction: LossReduction

  public init(reduction: LossReduction = .mean) {
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    l1Loss(predictions, targets, reduction: reduction)
  }
}
