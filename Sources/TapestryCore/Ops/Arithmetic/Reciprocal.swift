import CKernels

extension Tensor {
  /// One over each element. Integers and bool give float32. `torch.reciprocal`.
  public func reciprocal() -> Tensor { Reciprocal.apply(to: self) }
}

enum Reciprocal: UnaryOp {
  static let name = "reciprocal"
  static let kernel = TK_RECIPROCAL
  static var derivative: UnaryDerivative { .ofOutput { gradient, y in -gradient * (y * y) } }
}
