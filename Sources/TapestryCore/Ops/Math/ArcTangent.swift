import CKernels

extension Tensor {
  /// The angle whose tangent each element is, in radians. Integers and bool give float32. `torch.atan`.
  public func atan() -> Tensor { ArcTangent.apply(to: self) }
}

enum ArcTangent: UnaryOp {
  static let name = "atan"
  static let kernel = TK_ATAN
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient / (x * x + 1) } }
}
