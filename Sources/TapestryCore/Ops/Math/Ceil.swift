import CKernels

extension Tensor {
  /// Each element rounded up. Integers stay as they are; not for bool. The derivative is 0. `torch.ceil`.
  public func ceil(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    CeilStep.apply(to: self, file: file, line: line)
  }
}

enum CeilStep: UnaryOp {
  static let name = "ceil"
  static let kernel = TK_CEIL
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
