import CKernels

extension Tensor {
  /// The angle of each element as a complex number: π for negative ones, else 0; NaN stays. Integers and bool give float32.
  ///
  /// The derivative is 0. `torch.angle`.
  public func angle() -> Tensor { Angle.apply(to: self) }
}

enum Angle: UnaryOp {
  static let name = "angle"
  static let kernel = TK_ANGLE
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
