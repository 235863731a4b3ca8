import CKernels

extension Tensor {
  /// The probability that a standard normal number lies below each element. Integers and bool give float32. `torch.special.ndtr`.
  public func ndtr() -> Tensor { NormalDistribution.apply(to: self) }
}

enum NormalDistribution: UnaryOp {
  static let name = "ndtr"
  static let kernel = TK_NDTR
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * ((x * x * -0.5).exp() * inverseRootTwoPi) }
  }
}
