import CKernels

extension Tensor {
  /// The modified Bessel function of the first kind and order 1, of each element. Integers and bool give float32. `torch.special.i1`.
  public func i1() -> Tensor { BesselI1.apply(to: self) }
}

enum BesselI1: UnaryOp {
  static let name = "i1"
  static let kernel = TK_I1
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      // The quotient's limit at 0, where it is not defined.
      let isZero = x .== 0
      let safe = Tensor.where(isZero, 1, x)
      let slope = safe.i0() - safe.i1() / safe
      return gradient * Tensor.where(isZero, 0.5, slope)
    }
  }
}
