import CKernels

extension Tensor {
  /// The smaller of each pair of elements; NaN where either is NaN. Operands broadcast. `torch.minimum`.
  ///
  /// The gradient goes to the smaller; equal elements share it.
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

struct Minimum: BinaryOp {
  static let name = "minimum"
  static let kernel = TK_MINIMUM
  private let left, right: SavedTensor

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    left = SavedTensor(a)
    right = SavedTensor(b)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let tie = (a .== b).cast(to: gradient.dtype) * 0.5
    inputs.add(0, gradient * ((a .< b).cast(to: gradient.dtype) + tie))
    inputs.add(1, gradient * ((b .< a).cast(to: gradient.dtype) + tie))
  }
}
