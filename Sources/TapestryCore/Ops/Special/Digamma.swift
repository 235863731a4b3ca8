import CKernels

extension Tensor {
  /// The logarithmic derivative of the gamma function, of each element; NaN at −1, −2, …, at 0 an infinity. Integers and bool give float32. `torch.digamma`.
  public func digamma() -> Tensor { Digamma.apply(to: self) }
}

enum Digamma: UnaryOp {
  static let name = "digamma"
  static let kernel = TK_DIGAMMA
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * x.polygamma(order: 1) }
  }
}
