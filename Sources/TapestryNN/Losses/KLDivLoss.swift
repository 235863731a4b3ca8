import TapestryCore

/// ``klDiv(_:_:reduction:logTarget:file:line:)`` as a module. `torch.nn.KLDivLoss`.
public final class KLDivLoss: Module, Loss {
  public let logTarget: Bool
  public let reduction: KLDivReduction

  public init(logTarget: Bool = false, reduction: KLDivReduction = .mean) {
    self.logTarget = logTarget
    self.reduction = reduction
    super.init()
  }

  public override var details: String { "logTarget: \(logTarget), reduction: .\(reduction)" }

  public func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor {
    klDiv(predictions, targets, reduction: reduction, logTarget: logTarget)
  }
}
