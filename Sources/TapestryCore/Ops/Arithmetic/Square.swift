import CKernels

extension Tensor {
  /// Each element times itself; of bools as int64. `torch.square`.
  public func square() -> Tensor { Square.apply(to: dtype == .bool ? cast(to: .int64) : self) }
}

enum Square: UnaryOp {
  static let name = "square"
  static let kernel = TK_SQUARE
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * (x * 2) } }
}
