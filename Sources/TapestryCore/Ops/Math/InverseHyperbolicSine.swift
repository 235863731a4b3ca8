import CKernels

extension Tensor {
  /// The number whose hyperbolic sine each element is. Integers and bool give float32. `torch.asinh`.
  public func asinh() -> Tensor { InverseHyperbolicSine.apply(to: self) }
}

enum InverseHyperbolicSine: UnaryOp {
  static let name = "asinh"
  static let kernel = TK_ASINH
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (x * x + 1).rsqrt() }
  }
}
