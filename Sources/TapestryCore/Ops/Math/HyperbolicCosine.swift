import CKernels

extension Tensor {
  /// The hyperbolic cosine of each element. Integers and bool give float32. `torch.cosh`.
  public func cosh() -> Tensor { HyperbolicCosine.apply(to: self) }
}

enum HyperbolicCosine: UnaryOp {
  static let name = "cosh"
  static let kernel = TK_COSH
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.sinh() } }
}
