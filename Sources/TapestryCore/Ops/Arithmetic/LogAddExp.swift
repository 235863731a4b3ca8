import CKernels

extension Tensor {
  /// `log(exp(a) + exp(b))` of each pair of elements, without overflow; operands broadcast.
  ///
  /// Integers and bool give float32. `torch.logaddexp`.
  public func logaddexp(
    _ other: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    LogAddExp.apply(self, other, file: file, line: line)
  }

  public func logaddexp(
    _ other: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    logaddexp(.number(other, beside: self), file: file, line: line)
  }
}

struct LogAddExp: PairOp {
  static let name = "logaddexp"
  static let kernel = TK_LOGADDEXP
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    inputs.add(0, gradient / ((b - a).exp() + 1))
    inputs.add(1, gradient / ((a - b).exp() + 1))
  }
}
