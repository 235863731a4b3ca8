import TapestryCore

/// ``tripletMarginLoss(_:_:_:margin:p:epsilon:swap:reduction:file:line:)`` as a module. `torch.nn.TripletMarginLoss`.
public final class TripletMarginLoss: Module, TernaryLoss {
  public let margin: Double
  public let p: Double
  public let epsilon: Double
  public let swap: Bool
  public let reduction: LossReduction

  public init(
    margin: Double = 1, p: Double = 2, epsilon: Double = 1e-6, swap: Bool = false,
    reduction: LossReduction = .mean
  ) {
    self.margin = margin
    self.p = p
    self.epsilon = epsilon
    self.swap = swap
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "margin: \(margin), p: \(p), epsilon: \(epsilon), swap: \(swap), reduction: .\(reduction)"
  }

  public func forward(_ anchor: Tensor, _ positive: Tensor, _ negative: Tensor) -> Tensor {
    tripletMarginLoss(
      anchor, positive, negative, margin: margin, p: p, epsilon: epsilon, swap: swap,
      reduction: reduction)
  }
}

/// ``tripletMarginWithDistanceLoss(_:_:_:distanceFunction:margin:swap:reduction:file:line:)`` as a module. `torch.nn.TripletMarginWithDistanceLoss`.
public final class TripletMarginWithDistanceLoss: Module, TernaryLoss {
  public let distanceFunction: ((Tensor, Tensor) -> Tensor)?
  public let margin: Double
  public let swap: Bool
  public let reduction: LossReduction

  public init(
    distanceFunction: ((Tensor, Tensor) -> Tensor)? = nil, margin: Double = 1, swap: Bool = false,
    reduction: LossReduction = .mean
  ) {
    self.distanceFunction = distanceFunction
    self.margin = margin
    self.swap = swap
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "margin: \(margin), swap: \(swap), reduction: .\(reduction)"
  }

  public func forward(_ anchor: Tensor, _ positive: Tensor, _ negative: Tensor) -> Tensor {
    tripletMarginWithDistanceLoss(
      anchor, positive, negative, distanceFunction: distanceFunction, margin: margin, swap: swap,
      reduction: reduction)
  }
}
