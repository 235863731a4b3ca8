import CKernels

extension Tensor {
  /// The larger of each pair of elements; NaN where either is NaN. Operands broadcast. `torch.maximum`.
  ///
  /// The gradient goes to the larger; equal elements share it.
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

struct Maximum: BinaryOp {
  static let name = "maximum"
  static let kernel = TK_MAXIMUM
  private let left, right: SavedTensor

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    left = SavedTensor(a)
    right = SavedTensor(b)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let tie = (a .== b).cast(to: gradient.dtype) * 0.5
    inputs.add(0, gradient * ((a .> b).cast(to: gradient.dtype) + tie))
    inputs.add(1, gradient * ((b .> a).cast(to: gradient.dtype) + tie))
  }
}
