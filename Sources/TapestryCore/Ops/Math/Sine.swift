import CKernels

extension Tensor {
  /// The sine of each element, in radians. Integers and bool give float32. `torch.sin`.
  public func sin() -> Tensor { Sine.apply(to: self) }
}

enum Sine: UnaryOp {
  static let name = "sin"
  static let kernel = TK_SIN
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.cos() } }
}
