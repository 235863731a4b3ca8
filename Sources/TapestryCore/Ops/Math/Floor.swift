import CKernels

extension Tensor {
  /// Each element rounded down. Integers stay as they are in dtype. The derivative is 0. `torch.floor`.
  public func floor() -> Tensor { FloorStep.apply(to: self) }
}

enum FloorStep: UnaryOp {
  static let name = "floor"
  static let kernel = TK_FLOOR
  static let keepsIntegers = true
  static var derivative: UnaryDerivative { .ofGradient { .zeros(like: $0) } }
}
