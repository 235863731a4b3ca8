import CKernels

extension Tensor {
  /// What is left of each element after division by the one beside it, with the element's own sign; operands broadcast.
  ///
  /// Dividing an integer by zero is a mistake; a floating-point number gives NaN. Not for bool. `torch.fmod`.
  public func fmod(
    _ divisor: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Tensor.checkDivisor("fmod", self, divisor, file: file, line: line)
    return FMod.apply(self, divisor, file: file, line: line)
  }

  public func fmod(
    _ divisor: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fmod(.number(divisor, beside: self), file: file, line: line)
  }
}

struct FMod: PairOp {
  static let name = "fmod"
  static let kernel = TK_FMOD
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, -gradient * left.value.divided(by: right.value, rounding: .trunc))
  }
}
