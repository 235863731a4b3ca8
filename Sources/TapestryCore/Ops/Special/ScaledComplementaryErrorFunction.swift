import CKernels

extension Tensor {
  /// `exp(x²) erfc(x)` of each element, which does not vanish where erfc does. Integers and bool give float32. `torch.special.erfcx`.
  public func erfcx() -> Tensor { ScaledComplementaryErrorFunction.apply(to: self) }
}

enum ScaledComplementaryErrorFunction: UnaryOp {
  static let name = "erfcx"
  static let kernel = TK_ERFCX
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (x * x.erfcx() * 2 - twoOverRootPi) }
  }
}
