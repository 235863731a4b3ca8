import CKernels

extension Tensor {
  /// Each element rounded up. Integers stay as they are in dtype. The derivative is 0. `torch.ceil`.
  public func ceil() -> Tensor { CeilStep.apply(to: self) }
}

enum CeilStep: UnaryOp {
  static let name = "ceil"
  static let kernel = TK_CEIL
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
