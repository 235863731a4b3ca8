import CKernels

extension Tensor {
  /// The angle whose sine each element is, in radians. Integers and bool give float32. `torch.asin`.
  public func asin() -> Tensor { ArcSine.apply(to: self) }
}

enum ArcSine: UnaryOp {
  static let name = "asin"
  static let kernel = TK_ASIN
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (1 - x * x).rsqrt() }
  }
}
