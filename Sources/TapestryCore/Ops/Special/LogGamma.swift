import CKernels

extension Tensor {
  /// The logarithm of the gamma function's magnitude, of each element; ∞ at 0, −1, −2, …. Integers and bool give float32. `torch.lgamma`.
  public func lgamma() -> Tensor { LogGamma.apply(to: self) }
}

enum LogGamma: UnaryOp {
  static let name = "lgamma"
  static let kernel = TK_LGAMMA
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.digamma() } }
}
