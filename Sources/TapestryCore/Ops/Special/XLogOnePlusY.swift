import CKernels

extension Tensor {
  /// Each element times `log(1 + y)`, 0 where it is 0 unless y is NaN; operands broadcast. Integers and bool give float32. `torch.special.xlog1py`.
  public func xlog1py(
    _ y: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    XLogOnePlusY.apply(self, y, file: file, line: line)
  }

  public func xlog1py(
    _ y: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    xlog1py(.number(y, beside: self), file: file, line: line)
  }
}

struct XLogOnePlusY: PairOp {
  static let name = "xlog1py"
  static let kernel = TK_XLOG1PY
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, y) = (left.value, right.value)
    inputs.add(0, gradient.xlog1py(y).maskedFill((x .== 0) .&& (y .<= -1), with: 0))
    inputs.add(1, gradient * x / (y + 1))
  }
}
