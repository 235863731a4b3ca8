import CKernels

extension Tensor {
  /// The length of the hypotenuse over each pair of legs, `√(a² + b²)` without overflow on the way; operands broadcast.
  ///
  /// Integers and bool give float32. `torch.hypot`.
  public func hypot(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    Hypotenuse.apply(self, other, file: file, line: line)
  }

  public func hypot(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    hypot(.number(other, beside: self), file: file, line: line)
  }
}

struct Hypotenuse: BinaryOp {
  static let name = "hypot"
  static let kernel = TK_HYPOT
  static let promotesToFloat = true
  private let left, right, output: SavedTensor

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    left = SavedTensor(a)
    right = SavedTensor(b)
    output = SavedTensor(output: result)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let length = output.value
    inputs.add(0, gradient * (left.value / length))
    inputs.add(1, gradient * (right.value / length))
  }
}
