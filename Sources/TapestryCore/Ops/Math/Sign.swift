import CKernels

extension Tensor {
  /// −1, 0 or 1 by the sign of each element. Integers and bool stay what they are. The derivative is 0. `torch.sign`.
  public func sign() -> Tensor { SignStep.apply(to: self) }
}

enum SignStep: UnaryOp {
  static let name = "sign"
  static let kernel = TK_SIGN
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
