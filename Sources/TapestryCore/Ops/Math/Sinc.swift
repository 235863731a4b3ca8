import CKernels

extension Tensor {
  /// `sin(πx) / (πx)` of each element, 1 at 0. Integers and bool give float32. `torch.sinc`.
  ///
  /// The second derivative at 0 is −π²/3; PyTorch's is 0.
  public func sinc() -> Tensor { Sinc.apply(to: self) }
}

enum Sinc: UnaryOp {
  static let name = "sinc"
  static let kernel = TK_SINC
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in gradient * SincSlope.apply(to: x) }
  }
}

/// The derivative of ``Sinc``; its own follows from `x y″ + 2 y′ + π² x y = 0`.
enum SincSlope: UnaryOp {
  static let name = "sinc"
  static let kernel = TK_SINC_SLOPE
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      let isZero = x .== 0
      let safe = Tensor.where(isZero, 1, x)
      let slope = SincSlope.apply(to: safe) * -2 / safe - safe.sinc() * (Double.pi * Double.pi)
      return gradient * Tensor.where(isZero, -Double.pi * Double.pi / 3, slope)
    }
  }
}
