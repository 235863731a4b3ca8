import CKernels

extension Tensor {
  /// e to the power of each element. Integers and bool give float32. `torch.exp`.
  public func exp() -> Tensor { Exp.apply(to: self) }
}

enum Exp: UnaryOp {
  static let name = "exp"
  static let kernel = TK_EXP
  static var derivative: UnaryDerivative { .ofOutput { gradient, y in gradient * y } }
}
