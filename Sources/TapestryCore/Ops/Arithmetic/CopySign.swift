import CKernels

extension Tensor {
  /// Each element's magnitude with the sign of the one beside it, of −0 and NaN too; operands broadcast.
  ///
  /// Integers and bool give float32. The derivative by `self` is ±1, and 0 at 0; that by `other` is 0. `torch.copysign`.
  public func copysign(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    CopySign.apply(self, other, file: file, line: line)
  }

  public func copysign(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    copysign(.number(other, beside: self), file: file, line: line)
  }
}

struct CopySign: BinaryOp {
  static let name = "copysign"
  static let kernel = TK_COPYSIGN
  static let promotesToFloat = true
  private let left, output: SavedTensor

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    left = SavedTensor(a)
    output = SavedTensor(output: result)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = left.value
    inputs.add(0, gradient * Tensor.where(x .== 0, 0, output.value / x))
    inputs.add(1, .zeros(like: gradient))
  }
}
