import CKernels

extension Tensor {
  /// `x / (1 + |x|)` of each element. Integers and bool give float32. `torch.nn.functional.softsign`.
  public func softsign() -> Tensor { SoftSign.apply(to: self) }
}

enum SoftSign: UnaryOp {
  static let name = "softsign"
  static let kernel = TK_SOFTSIGN
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient / (x.abs() + 1).square() }
  }
}
