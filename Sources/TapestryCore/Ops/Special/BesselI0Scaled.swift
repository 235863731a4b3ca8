import CKernels

extension Tensor {
  /// `exp(-|x|) I₀(x)` of each element, which does not overflow. Integers and bool give float32. `torch.special.i0e`.
  public func i0e() -> Tensor { BesselI0Scaled.apply(to: self) }
}

enum BesselI0Scaled: UnaryOp {
  static let name = "i0e"
  static let kernel = TK_I0E
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (x.i1e() - x.sign() * x.i0e()) }
  }
}
