import CKernels

extension Tensor {
  /// The number whose hyperbolic tangent each element is; NaN outside −1…1. Integers and bool give float32. `torch.atanh`.
  public func atanh() -> Tensor { InverseHyperbolicTangent.apply(to: self) }
}

enum InverseHyperbolicTangent: UnaryOp {
  static let name = "atanh"
  static let kernel = TK_ATANH
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient / (1 - x * x) } }
}
