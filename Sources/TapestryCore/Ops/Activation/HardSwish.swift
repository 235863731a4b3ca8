import CKernels

extension Tensor {
  /// Each element times its ``hardsigmoid()``. Integers and bool give float32. `torch.nn.functional.hardswish`; Howard et al., 2019.
  public func hardswish() -> Tensor { HardSwish.apply(to: self) }
}

enum HardSwish: UnaryOp {
  static let name = "hardswish"
  static let kernel = TK_HARDSWISH
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in
      let isInside = (x .> -3) .&& (x .< 3)
      let slope = x.kept(where: isInside) / 3 + 0.5
      let outside = noGrad { Tensor.where(x.isNaN(), x, (x .>= 3).cast(to: x.dtype)) }
      return gradient * Tensor.where(isInside, slope, outside)
    }
  }
}
