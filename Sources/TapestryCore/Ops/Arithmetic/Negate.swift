import CKernels

extension Tensor {
  /// Each element with its sign changed. `torch.neg`.
  public func negated() -> Tensor { Negate.apply(to: self) }

  public static prefix func - (x: Tensor) -> Tensor { Negate.apply(to: x) }
}

enum Negate: UnaryOp {
  static let name = "negated"
  static let kernel = TK_NEG
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { -$0 } }
}
