import CKernels

extension Tensor {
  /// The logistic function `1 / (1 + exp(-x))` of each element. Integers and bool give float32. `torch.sigmoid`.
  public func sigmoid() -> Tensor { Sigmoid.apply(to: self) }
}

enum Sigmoid: UnaryOp {
  static let name = "sigmoid"
  static let kernel = TK_SIGMOID
  static var derivative: UnaryDerivative {
    .ofOutput(TK_SIGMOID_BACKWARD) { gradient, y in
      gradient * (y * (1 - y))
    }
  }
}
