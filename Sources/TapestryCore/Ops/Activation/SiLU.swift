import CKernels

extension Tensor {
  /// Each element times its logistic function. Integers and bool give float32. `torch.nn.functional.silu`.
  public func silu() -> Tensor { SigmoidLinear.apply(to: self) }
}

enum SigmoidLinear: UnaryOp {
  static let name = "silu"
  static let kernel = TK_SILU
  static var derivative: UnaryDerivative {
    .ofInput(TK_SILU_BACKWARD) { gradient, x in
      let s = x.sigmoid()
      return gradient * (s * (x * (1 - s) + 1))
    }
  }
}
