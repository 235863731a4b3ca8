import CKernels

extension Tensor {
  /// `log₂(2^a + 2^b)` of each pair of elements, without overflow; operands broadcast.
  ///
  /// Integers and bool give float32. `torch.logaddexp2`.
  public func logaddexp2(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    LogAddExp2.apply(self, other, file: file, line: line)
  }

  public func logaddexp2(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    logaddexp2(.number(other, beside: self), file: file, line: line)
  }
}

struct LogAddExp2: PairOp {
  static let name = "logaddexp2"
  static let kernel = TK_LOGADDEXP2
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    inputs.add(0, gradient / ((b - a).exp2() + 1))
    inputs.add(1, gradient / ((a - b).exp2() + 1))
  }
}
