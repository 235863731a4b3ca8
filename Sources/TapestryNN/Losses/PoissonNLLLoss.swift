import TapestryCore

/// ``poissonNLLLoss(_:_:logInput:full:epsilon:reduction:file:line:)`` as a module. `torch.nn.PoissonNLLLoss`.
public final class PoissonNLLLoss: Module, Loss {
  public let logInput: Bool
  public let full: Bool
  public let epsilon: Double
  public let reduction: LossReduction

  public init(
    logInput: Bool = true, full: Bool = false, epsilon: Double = 1e-8,
    reduction: LossReduction = .mean
  ) {
    self.logInput = logInput
    self.full = full
    self.epsilon = epsilon
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "logInput: \(logInput), full: \(full), epsilon: \(epsilon), reduction: .\(reduction)"
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    poissonNLLLoss(
      predictions, targets, logInput: logInput, full: full, epsilon: epsilon, reduction: reduction)
  }
}
