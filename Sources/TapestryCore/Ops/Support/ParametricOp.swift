import CKernels

/// An elementwise function of one operand and one number: its kernel, and its derivative in terms of both.
protocol ParametricOp {
  /// The operation's name, as users write it.
  static var name: String { get }
  /// Takes the number as its second operand.
  static var kernel: tk_binary_op { get }
  static func derivative(_ gradient: Tensor, _ x: Tensor, _ parameter: Double) -> Tensor
}

extension ParametricOp {
  static func apply(to x: Tensor, _ parameter: Double) -> Tensor {
    // The number would be rounded to 16 bits too.
    if x.dtype.computeType != x.dtype { return x.computed { apply(to: $0, parameter) } }
    let input = x.cast(to: x.dtype.promotedToFloat)
    let result = Tensor.empty(shapedLike: input, dtype: input.dtype)
    Elementwise.binary(
      kernel, input, Tensor(scalar: parameter, dtype: input.dtype), into: result)
    return result.recorded(
      input, SavedParametric<Self>(input: SavedTensor(input), parameter: parameter))
  }
}

struct SavedParametric<Op: ParametricOp>: Derivative {
  static var name: String { Op.name }
  let input: SavedTensor
  let parameter: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, Op.derivative(gradient, input.value, parameter))
  }
}
