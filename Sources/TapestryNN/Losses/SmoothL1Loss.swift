import TapestryCore

/// ``smoothL1Loss(_:_:beta:reduction:file:line:)`` as a module. `torch.nn.SmoothL1Loss`.
public final class SmoothL1Loss: Module, Loss {
  public let beta: Double
  public let reduction: LossReduction

  public init(beta: Double = 1, reduction: LossReduction = .mean) {
    self.beta = beta
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "beta: \(beta), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    smoothL1Loss(predictions, targets, beta: beta, reduction: reduction)
  }
}
