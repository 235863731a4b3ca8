import CKernels

extension Tensor {
  /// `log(1 + exp(x))` of each element, without overflow. Integers and bool give float32. `torch.nn.functional.softplus`.
  public func softplus() -> Tensor { Softplus.apply(to: self) }
}

enum Softplus: UnaryOp {
  static let name = "softplus"
  static let kernel = TK_SOFTPLUS
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.sigmoid() } }
}
