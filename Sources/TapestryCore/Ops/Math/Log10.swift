import CKernels

extension Tensor {
  /// The logarithm to base 10 of each element. Integers and bool give float32. `torch.log10`.
  public func log10() -> Tensor { Log10.apply(to: self) }
}

enum Log10: UnaryOp {
  static let name = "log10"
  static let kernel = TK_LOG10
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient / (x * ln10) } }
}
