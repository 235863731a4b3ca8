import CKernels

extension Tensor {
  /// Each element rounded down. Integers stay as they are; not for bool. The derivative is 0. `torch.floor`.
  public func floor(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    FloorStep.apply(to: self, file: file, line: line)
  }
}

enum FloorStep: UnaryOp {
  static let name = "floor"
  static let kernel = TK_FLOOR
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
