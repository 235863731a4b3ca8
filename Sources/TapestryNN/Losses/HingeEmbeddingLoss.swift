import TapestryCore

/// ``hingeEmbeddingLoss(_:_:margin:reduction:file:line:)`` as a module. `torch.nn.HingeEmbeddingLoss`.
public final class HingeEmbeddingLoss: Module, Loss {
  public let margin: Double
  public let reduction: LossReduction

  public init(margin: Double = 1, reduction: LossReduction = .mean) {
    self.margin = margin
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "margin: \(margin), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    hingeEmbeddingLoss(predictions, targets, margin: margin, reduction: reduction)
  }
}
