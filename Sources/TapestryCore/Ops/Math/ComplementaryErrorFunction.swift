import CKernels

extension Tensor {
  /// One minus the error function of each element; exact where that is small. Integers and bool give float32. `torch.erfc`.
  public func erfc() -> Tensor { ComplementaryErrorFunction.apply(to: self) }
}

enum ComplementaryErrorFunction: UnaryOp {
  static let name = "erfc"
  static let kernel = TK_ERFC
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (-(x * x)).exp() * -twoOverRootPi }
  }
}
