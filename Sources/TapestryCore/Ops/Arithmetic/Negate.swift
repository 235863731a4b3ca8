import CKernels

extension Tensor {
  /// Each element with its sign changed. Not for bool. `torch.neg`.
  public func negated(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    Negate.apply(to: self, file: file, line: line)
  }

  public static prefix func - (x: Tensor) -> Tensor { Negate.apply(to: x) }
}

enum Negate: UnaryOp {
  static let name = "negated"
  static let kernel = TK_NEG
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { -$0 } }
}
