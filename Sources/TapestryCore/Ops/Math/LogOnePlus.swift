import CKernels

extension Tensor {
  /// The natural logarithm of 1 plus each element; exact near 0. Integers and bool give float32. `torch.log1p`.
  public func log1p() -> Tensor { LogOnePlus.apply(to: self) }
}

enum LogOnePlus: UnaryOp {
  static let name = "log1p"
  static let kernel = TK_LOG1P
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient / (x + 1) } }
}
