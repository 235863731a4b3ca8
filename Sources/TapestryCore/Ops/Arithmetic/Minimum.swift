import CKernels

extension Tensor {
  /// The smaller of each pair of elements; NaN where either is NaN. Operands broadcast. `torch.minimum`.
  ///
  /// The gradient goes to the smaller; equal elements share it, and both get it beside NaN.
  public func minimum(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Minimum.apply(self, other, file: file, line: line)
  }

  public func minimum(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Minimum.apply(self, .number(other, beside: self), file: file, line: line)
  }
}

struct Minimum: PairOp {
  static let name = "minimum"
  static let kernel = TK_MINIMUM
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let share = Tensor.where(a .== b, gradient * 0.5, gradient)
    inputs.add(0, share.maskedFill(a .> b, with: 0))
    inputs.add(1, share.maskedFill(a .< b, with: 0))
  }
}
