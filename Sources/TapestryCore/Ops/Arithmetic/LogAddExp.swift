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

struct LogAddExp: BinaryOp {
  static let name = "logaddexp"
  static let kernel = TK_LOGADDEXP
  static let promotesToFloat = true
  private let left, right: SavedTensor

  init(_ a: Tensor, _ b: Tensor, result: Tensor) {
    left = SavedTensor(a)
    right = SavedTensor(b)
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    inputs.add(0, gradient / ((b - a).exp() + 1))
    inputs.add(1, gradient / ((a - b).exp() + 1))
  }
}
