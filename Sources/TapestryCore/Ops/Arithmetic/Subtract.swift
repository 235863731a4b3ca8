import CKernels

extension Tensor {
  /// The difference of each pair of elements; operands broadcast. Not defined for bools. `torch.sub`.
  public static func - (a: Tensor, b: Tensor) -> Tensor { Subtract.apply(a, b) }

  public static func - (a: Tensor, b: some TensorElement) -> Tensor {
    Subtract.apply(a, .number(b, beside: a))
  }

  public static func - (a: some TensorElement, b: Tensor) -> Tensor {
    Subtract.apply(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func -= (a: Tensor, b: Tensor) { Subtract.applyInPlace(a, b) }

  public static func -= (a: Tensor, b: some TensorElement) {
    Subtract.applyInPlace(a, .number(b, beside: a))
  }
}

struct Subtract: BinaryOp {
  static let name = "subtract"
  static let kernel = TK_SUB

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, -gradient)
  }
}
