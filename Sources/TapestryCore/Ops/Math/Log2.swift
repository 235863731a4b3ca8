import CKernels

extension Tensor {
  /// The logarithm to base 2 of each element. Integers and bool give float32. `torch.log2`.
  public func log2() -> Tensor { Log2.apply(to: self) }
}

enum Log2: UnaryOp {
  static let name = "log2"
  static let kernel = TK_LOG2
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient / (x * ln2) } }
}
