import CKernels

extension Tensor {
  /// `-x log(x)` of each element, the summand of an entropy: 0 at 0, −∞ below. Integers and bool give float32. `torch.special.entr`.
  public func entr() -> Tensor { Entropy.apply(to: self) }
}

enum Entropy: UnaryOp {
  static let name = "entr"
  static let kernel = TK_ENTR
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * (-(x.log() + 1)) }
  }
}
