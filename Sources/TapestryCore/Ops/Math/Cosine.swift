import CKernels

extension Tensor {
  /// The cosine of each element, in radians. Integers and bool give float32. `torch.cos`.
  public func cos() -> Tensor { Cosine.apply(to: self) }
}

enum Cosine: UnaryOp {
  static let name = "cos"
  static let kernel = TK_COS
  static var derivative: UnaryDerivative { .ofInput { gradient, x in -gradient * x.sin() } }
}
