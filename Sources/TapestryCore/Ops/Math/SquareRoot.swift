import CKernels

extension Tensor {
  /// The square root of each element; NaN of a negative one. Integers and bool give float32. `torch.sqrt`.
  public func sqrt() -> Tensor { SquareRoot.apply(to: self) }
}

enum SquareRoot: UnaryOp {
  static let name = "sqrt"
  static let kernel = TK_SQRT
  static var derivative: UnaryDerivative { .ofOutput { gradient, y in gradient / (y * 2) } }
}
