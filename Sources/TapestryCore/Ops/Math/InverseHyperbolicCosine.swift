import CKernels

extension Tensor {
  /// The number at least 0 whose hyperbolic cosine each element is; NaN below 1. Integers and bool give float32. `torch.acosh`.
  public func acosh() -> Tensor { InverseHyperbolicCosine.apply(to: self) }
}

enum InverseHyperbolicCosine: UnaryOp {
  static let name = "acosh"
  static let kernel = TK_ACOSH
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (x * x - 1).rsqrt() }
  }
}
