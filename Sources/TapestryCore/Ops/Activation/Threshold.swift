extension Tensor {
  /// Each element where it is above `threshold`, else `value`; NaN stays. Not for bool. `torch.nn.functional.threshold`.
  ///
  /// The gradient passes where an element is above the threshold.
  public func threshold(
    _ threshold: Double, value: Double, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(dtype != .bool, "threshold: not defined for bool", file: file, line: line)
    for number in [threshold, value] {
      demand(
        dtype.holds(number), "threshold: \(number) does not fit in \(dtype)", file: file,
        line: line)
    }
    return Tensor.where(
      self .<= Tensor(scalar: threshold, dtype: dtype), Tensor(scalar: value, dtype: dtype), self)
  }
}
