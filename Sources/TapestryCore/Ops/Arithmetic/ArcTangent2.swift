import CKernels

extension Tensor {
  /// The angle of the point (`other`, `self`), in radians from −π to π; operands broadcast. `torch.atan2`.
  public func atan2(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    ArcTangent2.apply(self, other, file: file, line: line)
  }

  public func atan2(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    ArcTangent2.apply(self, .number(other, beside: self), file: file, line: line)
  }
}

struct ArcTangent2: PairOp {
  static let name = "atan2"
  static let kernel = TK_ATAN2
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (y, x) = (left.value, right.value)
    let scaled = gradient / (x * x + y * y)
    inputs.add(0, scaled * x)
    inputs.add(1, -scaled * y)
  }
}
