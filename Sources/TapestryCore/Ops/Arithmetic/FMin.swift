import CKernels

extension Tensor {
  /// The smaller of each pair of elements; NaN yields to a number. Operands broadcast.
  ///
  /// The gradient goes to the element that was chosen, of two equal ones to `self`. `torch.fmin`.
  public func fmin(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    FMin.apply(self, other, file: file, line: line)
  }

  public func fmin(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fmin(.number(other, beside: self), file: file, line: line)
  }
}

struct FMin: PairOp {
  static let name = "fmin"
  static let kernel = TK_FMIN
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let isFirst = (a .<= b) .|| b.isNaN()
    inputs.add(0, gradient.maskedFill(.!isFirst, with: 0))
    inputs.add(1, gradient.maskedFill(isFirst, with: 0))
  }
}
