import CKernels

extension Tensor {
  /// One over the square root of each element. Integers and bool give float32. `torch.rsqrt`.
  public func rsqrt() -> Tensor { ReciprocalSquareRoot.apply(to: self) }
}

enum ReciprocalSquareRoot: UnaryOp {
  static let name = "rsqrt"
  static let kernel = TK_RSQRT
  static var derivative: UnaryDerivative {
    .ofOutput { gradient, y in gradient * (y * y * y) * -0.5 }
  }
}
