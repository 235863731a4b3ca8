import CKernels

extension Tensor {
  /// Each element rounded to the nearest whole number, halves to the even one. Integers stay as they are in dtype. The derivative is 0. `torch.round`.
  public func rounded() -> Tensor { RoundStep.apply(to: self) }
}

enum RoundStep: UnaryOp {
  static let name = "rounded"
  static let kernel = TK_ROUND
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
