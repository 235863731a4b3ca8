import CKernels

extension Tensor {
  /// The larger of each pair of elements; NaN yields to a number. Operands broadcast.
  ///
  /// The gradient goes to the element that was chosen, of two equal ones to `self`. `torch.fmax`.
  public func fmax(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    FMax.apply(self, other, file: file, line: line)
  }

  public func fmax(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fmax(.number(other, beside: self), file: file, line: line)
  }
}

struct FMax: PairOp {
  static let name = "fmax"
  static let kernel = TK_FMAX
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let isFirst = (a .>= b) .|| b.isNaN()
    inputs.add(0, gradient.maskedFill(.!isFirst, with: 0))
    inputs.add(1, gradient.maskedFill(isFirst, with: 0))
  }
}
