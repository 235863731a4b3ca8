import CKernels

extension Tensor {
  /// The product of each pair of elements; operands broadcast. Of two bools, whether both hold. `torch.mul`.
  public static func * (a: Tensor, b: Tensor) -> Tensor { Multiply.apply(a, b) }

  public static func * (a: Tensor, b: some TensorElement) -> Tensor {
    Multiply.apply(a, .number(b, beside: a))
  }

  public static func * (a: some TensorElement, b: Tensor) -> Tensor {
    Multiply.apply(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func *= (a: Tensor, b: Tensor) { Multiply.applyInPlace(a, b) }

  public static func *= (a: Tensor, b: some TensorElement) {
    Multiply.applyInPlace(a, .number(b, beside: a))
  }
}

struct Multiply: BinaryOp {
  static let name = "multiply"
  static let kernel = TK_MUL
  private let factors: SavedPair

  init(_ a: Tensor, _ b: Tensor, result: Tensor) { factors = SavedPair(factors: a, b) }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient * factors.right)
    inputs.add(1, gradient * factors.left)
  }
}
