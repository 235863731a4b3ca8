import CKernels

// Special functions that have no derivative in PyTorch: their results are never on the tape.
extension Tensor {
  /// A function of each element.
  func specialValue(_ op: String, _ kernel: tk_unary_op) -> Tensor {
    let input = noGrad { cast(to: dtype.promotedToFloat) }
    let result = Tensor.empty(shapedLike: input, dtype: input.dtype)
    Elementwise.unary(kernel, input, into: result)
    return result.untaped(op)
  }

  /// A function of each pair of elements.
  func specialValue(
    _ kernel: tk_binary_op, _ other: Tensor, _ op: String, file: StaticString, line: UInt
  ) -> Tensor {
    let dtype = Tensor.resultType(self, other).promotedToFloat
    let shape = Tensor.broadcastShape(op, self, other, file: file, line: line)
    let result = Tensor(uninitialized: shape, dtype: dtype)
    noGrad {
      Elementwise.binary(kernel, cast(to: dtype), other.cast(to: dtype), into: result)
    }
    return result.untaped(op)
  }

  /// What stands for a gradient that nobody knows a formula for.
  static func noDerivative(of op: String, by operand: String) -> Tensor {
    mistake(
      "backward: \(op) has no derivative by \(operand); detach() it, or compute it under noGrad { … }"
    )
  }
}
