import CKernels

extension Tensor {
  /// The modified Bessel function of the first kind and order 0, of each element. Integers and bool give float32. `torch.i0`.
  public func i0() -> Tensor { BesselI0.apply(to: self) }
}

enum BesselI0: UnaryOp {
  static let name = "i0"
  static let kernel = TK_I0
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.i1() } }
}
