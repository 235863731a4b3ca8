import CKernels

extension Tensor {
  /// The logarithm of the probability that a standard normal number lies below each element, without underflow. Integers and bool give float32. `torch.special.log_ndtr`.
  public func logNdtr() -> Tensor { LogNormalDistribution.apply(to: self) }
}

enum LogNormalDistribution: UnaryOp {
  static let name = "logNdtr"
  static let kernel = TK_LOG_NDTR
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      gradient * ((-(x.logNdtr() + x * x * 0.5)).exp() * inverseRootTwoPi)
    }
  }
}
