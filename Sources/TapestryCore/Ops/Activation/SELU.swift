import CKernels

extension Tensor {
  /// The scaled exponential linear unit of each element, `1.0507 · (x > 0 ? x : 1.6733 · (exp(x) - 1))`, which keeps mean 0 and
  /// variance 1 from layer to layer. Integers and bool give float32. `torch.nn.functional.selu`; Klambauer et al., 2017.
  public func selu() -> Tensor { ScaledExponentialLinear.apply(to: self) }
}

enum ScaledExponentialLinear: UnaryOp {
  static let name = "selu"
  static let kernel = TK_SELU
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      gradient * (x.exponentialSlope(1.6732632423543772848, scale: 1) * 1.0507009873554804934)
    }
  }
}
