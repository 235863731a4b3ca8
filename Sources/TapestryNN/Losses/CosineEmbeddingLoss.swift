import TapestryCore

/// ``cosineEmbeddingLoss(_:_:_:margin:reduction:file:line:)`` as a module. `torch.nn.CosineEmbeddingLoss`.
public final class CosineEmbeddingLoss: Module, TernaryLoss {
  public let margin: Double
  public let reduction: LossReduction

  public init(margin: Double = 0, reduction: LossReduction = .mean) {
    self.margin = margin
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "margin: \(margin), reduction: .\(reduction)" }

  public func forward(_ first: Tensor, _ second: Tensor, _ labels: Tensor) -> Tensor {
    cosineEmbeddingLoss(first, second, labels, margin: margin, reduction: reduction)
  }
}
