import TapestryCore

/// ``gaussianNLLLoss(_:_:variance:full:epsilon:reduction:file:line:)-(_,_,Tensor,_,_,_,_,_)`` as a module. `torch.nn.GaussianNLLLoss`.
public final class GaussianNLLLoss: Module, TernaryLoss {
  public let full: Bool
  public let epsilon: Double
  public let reduction: LossReduction

  public init(full: Bool = false, epsilon: Double = 1e-6, reduction: LossReduction = .mean) {
    self.full = full
    self.epsilon = epsilon
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "full: \(full), epsilon: \(epsilon), reduction: .\(reduction)"
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor, _ variance: Tensor) -> Tensor {
    gaussianNLLLoss(
      predictions, targets, variance: variance, full: full, epsilon: epsilon, reduction: reduction)
  }
}
