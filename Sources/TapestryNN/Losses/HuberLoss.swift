import TapestryCore

/// ``huberLoss(_:_:delta:weight:reduction:file:line:)`` as a module. `torch.nn.HuberLoss`.
public final class HuberLoss: Module, Loss {
  public let delta: Double
  public let reduction: LossReduction

  public init(delta: Double = 1, reduction: LossReduction = .mean) {
    self.delta = delta
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "delta: \(delta), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    huberLoss(predictions, targets, delta: delta, reduction: reduction)
  }
}
