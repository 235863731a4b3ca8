import TapestryCore

/// ``binaryCrossEntropyWithLogits(_:_:weight:posWeight:reduction:file:line:)`` as a module. `torch.nn.BCEWithLogitsLoss`.
public final class BCEWithLogitsLoss: Module, Loss {
  public let weight: Buffer?
  public let posWeight: Buffer?
  public let reduction: LossReduction

  public init(weight: Tensor? = nil, posWeight: Tensor? = nil, reduction: LossReduction = .mean) {
    self.weight = weight.map { Buffer($0) }
    self.posWeight = posWeight.map { Buffer($0) }
    self.reduction = reduction
    super.init()
  }

  public override func key(for path: String) -> String {
    path == "posWeight" ? "pos_weight" : path
  }

  public override var details: String { "reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    binaryCrossEntropyWithLogits(
      predictions, targets, weight: weight, posWeight: posWeight, reduction: reduction)
  }
}
