import CKernels

extension Tensor {
  /// Each element where it is positive, else `negativeSlope` times it; the derivative at 0 is `negativeSlope`. Integers and bool give float32.
  ///
  /// `torch.nn.functional.leaky_relu`.
  public func leakyReLU(negativeSlope: Double = 0.01) -> Tensor {
    LeakyRectifier.apply(to: self, negativeSlope)
  }
}

enum LeakyRectifier: ParametricOp {
  static let name = "leakyReLU"
  static let kernel = TK_LEAKY_RELU

  static func derivative(_ gradient: Tensor, _ x: Tensor, _ negativeSlope: Double) -> Tensor {
    Tensor.where(x .> 0, gradient, gradient * negativeSlope)
  }
}
