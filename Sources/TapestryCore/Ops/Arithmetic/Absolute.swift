import CKernels

extension Tensor {
  /// The magnitude of each element; the derivative at 0 is 0. Not for bool. `torch.abs`.
  public func abs(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    Absolute.apply(to: self, file: file, line: line)
  }
}

enum Absolute: UnaryOp {
  static let name = "abs"
  static let kernel = TK_ABS
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * x.sign() } }
}
