import CKernels

extension Tensor {
  /// The angle whose cosine each element is, in radians. Integers and bool give float32. `torch.acos`.
  public func acos() -> Tensor { ArcCosine.apply(to: self) }
}

enum ArcCosine: UnaryOp {
  static let name = "acos"
  static let kernel = TK_ACOS
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in -gradient * (1 - x * x).rsqrt() }
  }
}
