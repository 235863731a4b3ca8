import CKernels

extension Tensor {
  /// `x tanh(log(1 + exp(x)))` of each element. Integers and bool give float32. `torch.nn.functional.mish`; Misra, 2019.
  public func mish() -> Tensor { SmoothLinear.apply(to: self) }
}

enum SmoothLinear: UnaryOp {
  static let name = "mish"
  static let kernel = TK_MISH
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      let t = x.softplus().tanh()
      return gradient * (t + x * x.sigmoid() * (1 - t * t))
    }
  }
}
