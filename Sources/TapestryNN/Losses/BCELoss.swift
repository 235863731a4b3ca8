import TapestryCore

/// ``binaryCrossEntropy(_:_:weight:reduction:file:line:)`` as a module. From probabilities. `torch.nn.BCELoss`.
public final class BCELoss: Module, Loss {
  public let weight: Buffer?
  public let reduction: LossReduction

  public init(weight: Tensor? = nil, reduction: LossReduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    binaryCrossEntropy(predictions, targets, weight: weight, reduction: reduction)
  }
}
