import CKernels

extension Tensor {
  /// The hyperbolic sine of each element. Integers and bool give float32. `torch.sinh`.
  public func sinh() -> Tensor { HyperbolicSine.apply(to: self) }
}

enum HyperbolicSine: UnaryOp {
  static let name = "sinh"
  static let kernel = TK_SINH
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.cosh() } }
}
