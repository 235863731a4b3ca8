import CKernels

extension Tensor {
  /// The number below which a standard normal one lies with the probability that each element is; ±∞ at 1 and 0, NaN beyond. Integers and bool give float32. `torch.special.ndtri`.
  public func ndtri() -> Tensor { NormalQuantile.apply(to: self) }
}

enum NormalQuantile: UnaryOp {
  static let name = "ndtri"
  static let kernel = TK_NDTRI
  static var derivative: UnaryDerivative {
    .ofOutput { gradient, y in gradient * ((y * y * 0.5).exp() / inverseRootTwoPi) }
  }
}
