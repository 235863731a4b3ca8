extension MaskedTensor {
  /// The softmax along an axis of the elements that count, and 0 at the other places; NaN where none counts. `torch.masked.softmax`.
  ///
  /// Integers and bool give float32.
  public func softmax(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fractions.filledLow.softmax(axis: axis, file: file, line: line)
  }

  /// The softmax of the negated elements. `torch.masked.softmin`.
  public func softmin(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fractions.filledHigh.softmin(axis: axis, file: file, line: line)
  }

  /// The logarithm of ``softmax(axis:file:line:)``, and −∞ at the other places. `torch.masked.log_softmax`.
  public func logSoftmax(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    fractions.filledLow.logSoftmax(axis: axis, file: file, line: line)
  }

  /// The same in a dtype that has fractions.
  var fractions: MaskedTensor { MaskedTensor(values: values.asFloatingPoint, mask: mask) }
}
