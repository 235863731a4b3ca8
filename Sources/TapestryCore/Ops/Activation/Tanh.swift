import CKernels

extension Tensor {
  /// The hyperbolic tangent of each element. Integers and bool give float32. `torch.tanh`.
  public func tanh() -> Tensor { Tanh.apply(to: self) }
}

enum Tanh: UnaryOp {
  static let name = "tanh"
  static let kernel = TK_TANH
  static var derivative: UnaryDerivative {
    .ofOutput(TK_TANH_BACKWARD) { gradient, y in
      gradient * (1 - y * y)
    }
  }
}
