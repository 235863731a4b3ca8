import CKernels

extension Tensor {
  /// The sum of each pair of elements; operands broadcast. Of two bools, whether either holds. `torch.add`.
  public static func + (a: Tensor, b: Tensor) -> Tensor { Add.apply(a, b) }

  public static func + (a: Tensor, b: some TensorElement) -> Tensor {
    Add.apply(a, .number(b, beside: a))
  }

  public static func + (a: some TensorElement, b: Tensor) -> Tensor {
    Add.apply(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func += (a: Tensor, b: Tensor) { Add.applyInPlace(a, b) }

  public static func += (a: Tensor, b: some TensorElement) {
    Add.applyInPlace(a, .number(b, beside: a))
  }
}

struct Add: BinaryOp {
  static let name = "add"
  static let kernel = TK_ADD

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {}

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, gradient)
  }
}
