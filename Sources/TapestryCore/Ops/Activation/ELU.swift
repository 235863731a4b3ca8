import CKernels

extension Tensor {
  /// Each element where it is positive, else `alpha · (exp(x) - 1)`. Integers and bool give float32.
  ///
  /// `torch.nn.functional.elu`; Clevert et al., 2015.
  public func elu(alpha: Double = 1) -> Tensor {
    ExponentialLinear.apply(to: self, alpha)
  }
}

enum ExponentialLinear: ParametricOp {
  static let name = "elu"
  static let kernel = TK_ELU

  static func derivative(_ gradient: Tensor, _ x: Tensor, _ alpha: Double) -> Tensor {
    gradient * x.exponentialSlope(alpha, scale: 1)
  }
}

extension Tensor {
  /// `factor · exp(scale · x)` where an element is at most 0, else 1, and NaN of NaN; at 0 itself, this slope has slope 0.
  func exponentialSlope(_ factor: Double, scale: Double) -> Tensor {
    let exponent = maskedFill(self .>= 0, with: 0)
    return Tensor.where(self .> 0, 1, (exponent * scale).exp() * factor)
  }
}
