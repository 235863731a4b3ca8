import TapestryCore

/// ``multiMarginLoss(_:_:p:margin:weight:reduction:file:line:)`` as a module. `torch.nn.MultiMarginLoss`.
public final class MultiMarginLoss: Module, Loss {
  public let p: Int
  public let margin: Double
  public let weight: Buffer?
  public let reduction: LossReduction

  public init(
    p: Int = 1, margin: Double = 1, weight: Tensor? = nil, reduction: LossReduction = .mean
  ) {
    self.p = p
    self.margin = margin
    self.weight = weight.map { Buffer($0) }
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "p: \(p), margin: \(margin), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    multiMarginLoss(
      predictions, targets, p: p, margin: margin, weight: weight, reduction: reduction)
  }
}
