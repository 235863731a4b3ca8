import CKernels

extension Tensor {
  /// Each element where it is positive, else `alpha · (exp(x / alpha) - 1)`, whose derivative has no step at 0. Integers and bool give
  /// float32. `torch.nn.functional.celu`; Barron, 2017.
  ///
  /// - Parameter alpha: not 0.
  public func celu(alpha: Double = 1, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(alpha != 0 && !alpha.isNaN, "celu: an alpha of \(alpha)", file: file, line: line)
    return ContinuousExponentialLinear.apply(to: self, alpha)
  }
}

enum ContinuousExponentialLinear: ParametricOp {
  static let name = "celu"
  static let kernel = TK_CELU

  static func derivative(_ gradient: Tensor, _ x: Tensor, _ alpha: Double) -> Tensor {
    gradient * x.exponentialSlope(1, scale: 1 / alpha)
  }
}
