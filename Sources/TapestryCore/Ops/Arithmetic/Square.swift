import CKernels

extension Tensor {
  /// Each element times itself. `torch.square`.
  public func square() -> Tensor { Square.apply(to: self) }
}

enum Square: UnaryOp {
  static let name = "square"
  static let kernel = TK_SQUARE
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofInput { gradient, x in gradient * (x * 2) } }
}
