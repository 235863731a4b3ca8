import CKernels

extension Tensor {
  /// The next number of the dtype from each element towards the one beside it; operands broadcast.
  ///
  /// Integers and bool give float32. The derivative by `self` is 1, and 0 where both are equal; that by `other` is 0. `torch.nextafter`.
  public func nextafter(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    NextAfter.apply(self, other, file: file, line: line)
  }

  public func nextafter(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    nextafter(.number(other, beside: self), file: file, line: line)
  }
}

struct NextAfter: PairOp {
  static let name = "nextafter"
  static let kernel = TK_NEXTAFTER
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.maskedFill(left.value .== right.value, with: 0))
    inputs.add(1, .zeros(like: gradient))
  }
}
