import CKernels

extension Tensor {
  /// 2 to the power of each element. Integers and bool give float32. `torch.exp2`.
  public func exp2() -> Tensor { Exp2.apply(to: self) }
}

enum Exp2: UnaryOp {
  static let name = "exp2"
  static let kernel = TK_EXP2
  static var derivative: UnaryDerivative { .ofOutput { gradient, y in gradient * y * ln2 } }
}
