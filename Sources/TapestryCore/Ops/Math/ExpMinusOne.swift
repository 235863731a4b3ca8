import CKernels

extension Tensor {
  /// e to the power of each element, less 1; exact near 0. Integers and bool give float32. `torch.expm1`.
  public func expm1() -> Tensor { ExpMinusOne.apply(to: self) }
}

enum ExpMinusOne: UnaryOp {
  static let name = "expm1"
  static let kernel = TK_EXPM1
  static var derivative: UnaryDerivative { .ofOutput { gradient, y in gradient * (y + 1) } }
}
