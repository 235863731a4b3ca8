extension MaskedTensor {
  /// The logarithm of the sum of exponentials of the elements that count, along some axes or of all; −∞ of none. `torch.masked.logsumexp`.
  ///
  /// Integers and bool give float32.
  public func logsumexp(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fractions.filledLow.logsumexp(axes: axes, keepDims: keepDims, file: file, line: line)
  }

  /// `log(exp(x) + exp(y))` of each two elements, of which those that do not count are taken for −∞. `torch.masked.logaddexp`.
  ///
  /// - Parameter other: of a shape that broadcasts with this one.
  public func logaddexp(
    _ other: MaskedTensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let shape = Tensor.broadcastShape("logaddexp", values, other.values, file: file, line: line)
    let dtype = Tensor.resultType(values, other.values).promotedToFloat
    let parts = [self, other].map { part in
      MaskedTensor(values: part.values.cast(to: dtype), mask: part.mask).filledLow.expanded(
        to: shape)
    }
    return stack(parts).logsumexp(axes: [0])
  }
}
