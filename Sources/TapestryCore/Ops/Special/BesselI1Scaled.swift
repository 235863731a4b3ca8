import CKernels

extension Tensor {
  /// `exp(-|x|) I₁(x)` of each element, which does not overflow. Integers and bool give float32. `torch.special.i1e`.
  public func i1e() -> Tensor { BesselI1Scaled.apply(to: self) }
}

enum BesselI1Scaled: UnaryOp {
  static let name = "i1e"
  static let kernel = TK_I1E
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      // The quotient's limit at 0, where it is not defined.
      let isZero = x .== 0
      let safe = Tensor.where(isZero, 1, x)
      let slope = safe.i0e() - safe.i1e() * (safe.sign() + safe.reciprocal())
      return gradient * Tensor.where(isZero, 0.5, slope)
    }
  }
}
