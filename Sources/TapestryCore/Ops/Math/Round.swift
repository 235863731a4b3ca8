import CKernels

extension Tensor {
  /// Each element rounded to the nearest whole number, halves to the even one. Integers stay as they are; not for bool. The derivative is 0. `torch.round`.
  public func rounded(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    RoundStep.apply(to: self, file: file, line: line)
  }
}

enum RoundStep: UnaryOp {
  static let name = "rounded"
  static let kernel = TK_ROUND
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
