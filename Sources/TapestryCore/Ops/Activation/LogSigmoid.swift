import CKernels

extension Tensor {
  /// The logarithm of the logistic function of each element, without underflow. Integers and bool give float32.
  ///
  /// `torch.nn.functional.logsigmoid`.
  public func logsigmoid() -> Tensor { LogSigmoid.apply(to: self) }
}

enum LogSigmoid: UnaryOp {
  static let name = "logsigmoid"
  static let kernel = TK_LOGSIGMOID
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * (-x).sigmoid() } }
}
