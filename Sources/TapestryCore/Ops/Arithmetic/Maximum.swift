import CKernels

extension Tensor {
  /// The larger of each pair of elements; NaN where either is NaN. Operands broadcast. `torch.maximum`.
  ///
  /// The gradient goes to the larger; equal elements share it, and both get it beside NaN.
  public func maximum(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Maximum.apply(self, other, file: file, line: line)
  }

  public func maximum(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Maximum.apply(self, .number(other, beside: self), file: file, line: line)
  }
}

struct Maximum: PairOp {
  static let name = "maximum"
  static let kernel = TK_MAXIMUM
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let share = Tensor.where(a .== b, gradient * 0.5, gradient)
    inputs.add(0, share.maskedFill(a .< b, with: 0))
    inputs.add(1, share.maskedFill(a .> b, with: 0))
  }
}
