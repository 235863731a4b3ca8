import CKernels

extension Tensor {
  /// The quotient of each pair of elements, of integers as float32; operands broadcast. `torch.true_divide`.
  public static func / (a: Tensor, b: Tensor) -> Tensor { Divide.apply(a, b) }

  public static func / (a: Tensor, b: some TensorElement) -> Tensor {
    Divide.apply(a, .number(b, beside: a))
  }

  public static func / (a: some TensorElement, b: Tensor) -> Tensor {
    Divide.apply(.number(a, beside: b), b)
  }

  /// Changes `a` in place; its shape and dtype stay.
  public static func /= (a: Tensor, b: Tensor) { Divide.applyInPlace(a, b) }

  public static func /= (a: Tensor, b: some TensorElement) {
    Divide.applyInPlace(a, .number(b, beside: a))
  }
}

struct Divide: BinaryOp {
  static let name = "divide"
  static let kernel = TK_DIV
  static let promotesToFloat = true
  private let numerator: SavedTensor?
  private let denominator: SavedTensor

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    numerator = b.requiresGrad ? SavedTensor(a) : nil
    denominator = SavedTensor(b)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let b = denominator.value
    inputs.add(0, gradient / b)
    inputs.add(1, -gradient * (numerator!.value / b / b))
  }
}
