import CKernels

extension Tensor {
  /// The number whose error function each element is; ±∞ at ±1, NaN beyond. Integers and bool give float32. `torch.erfinv`.
  public func erfinv() -> Tensor { InverseErrorFunction.apply(to: self) }
}

enum InverseErrorFunction: UnaryOp {
  static let name = "erfinv"
  static let kernel = TK_ERFINV
  static var derivative: UnaryDerivative {
    .ofOutput { gradient, y in gradient * (y * y).exp() / twoOverRootPi }
  }
}
