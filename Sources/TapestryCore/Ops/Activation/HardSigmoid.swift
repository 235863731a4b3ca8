import CKernels

extension Tensor {
  /// A logistic function made of straight lines: `x / 6 + 1/2` of each element, kept between 0 and 1. Integers and bool give
  /// float32. `torch.nn.functional.hardsigmoid`; Howard et al., 2019.
  public func hardsigmoid() -> Tensor { HardSigmoid.apply(to: self) }
}

enum HardSigmoid: UnaryOp {
  static let name = "hardsigmoid"
  static let kernel = TK_HARDSIGMOID
  static var derivative: UnaryDerivative {
    .ofInput { gradient, x in (gradient / 6).kept(where: (x .> -3) .&& (x .< 3)) }
  }
}
