import CKernels

extension Tensor {
  /// Each element rounded towards 0. Integers stay as they are; not for bool. The derivative is 0. `torch.trunc`.
  public func truncated(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    TruncateStep.apply(to: self, file: file, line: line)
  }
}

enum TruncateStep: UnaryOp {
  static let name = "truncated"
  static let kernel = TK_TRUNC
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
