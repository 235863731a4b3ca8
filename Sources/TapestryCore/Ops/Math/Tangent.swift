import CKernels

extension Tensor {
  /// The tangent of each element, in radians. Integers and bool give float32. `torch.tan`.
  public func tan() -> Tensor { Tangent.apply(to: self) }
}

enum Tangent: UnaryOp {
  static let name = "tan"
  static let kernel = TK_TAN
  static var derivative: UnaryDerivative { .ofOutput { gradient, y in gradient * (y * y + 1) } }
}
