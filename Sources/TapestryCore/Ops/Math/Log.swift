import CKernels

extension Tensor {
  /// The natural logarithm of each element. Integers and bool give float32. `torch.log`.
  public func log() -> Tensor { Log.apply(to: self) }
}

enum Log: UnaryOp {
  static let name = "log"
  static let kernel = TK_LOG
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient / x } }
}
