extension Tensor {
  /// The ``softmax(axis:dtype:file:line:)`` of these elements' negatives. Not for bool. `torch.nn.functional.softmin`.
  ///
  /// - Parameter dtype: what they are cast to first, if given.
  public func softmin(
    axis: Int, dtype: DType? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(self.dtype != .bool, "softmin: not defined for bool", file: file, line: line)
    _ = resolvedAxis(axis, op: "softmin", file: file, line: line)
    return negated().softmax(axis: axis, dtype: dtype, file: file, line: line)
  }
}
