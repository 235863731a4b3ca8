import CKernels

extension Tensor {
  /// Each element times `log(y)`, 0 where it is 0 unless y is NaN; operands broadcast. Integers and bool give float32. `torch.xlogy`.
  public func xlogy(
    _ y: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    XLogY.apply(self, y, file: file, line: line)
  }

  public func xlogy(
    _ y: some TensorElement, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    xlogy(.number(y, beside: self), file: file, line: line)
  }
}

struct XLogY: PairOp {
  static let name = "xlogy"
  static let kernel = TK_XLOGY
  static let promotesToFloat = true
  let left, right: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (x, y) = (left.value, right.value)
    inputs.add(0, gradient.xlogy(y).maskedFill((x .== 0) .&& (y .<= 0), with: 0))
    inputs.add(1, gradient * x / y)
  }
}
