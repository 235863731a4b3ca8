import CKernels

extension Tensor {
  /// The error function of each element. Integers and bool give float32. `torch.erf`.
  public func erf() -> Tensor { ErrorFunction.apply(to: self) }
}

enum ErrorFunction: UnaryOp {
  static let name = "erf"
  static let kernel = TK_ERF
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (-(x * x)).exp() * twoOverRootPi }
  }
}
