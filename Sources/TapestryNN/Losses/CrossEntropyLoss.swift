import TapestryCore

/// ``crossEntropy(_:_:weight:ignoreIndex:labelSmoothing:reduction:file:line:)`` as a module. `torch.nn.CrossEntropyLoss`.
public final class CrossEntropyLoss: Module, Loss {
  public let reduction: LossReduction

  public init(reduction: LossReduction = .mean) {
    self.reduction = reduction
    super.init()
  }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    crossEntropy(predictions, targets, reduction: reduction)
  }
}
