extension Tensor {
  /// `self + value · numerator / denominator`, element by element; the three broadcast. `torch.addcdiv`.
  ///
  /// One of numerator and denominator has a floating-point dtype: how a quotient of integers is to be rounded, only the caller knows.
  public func addcdiv(
    _ numerator: Tensor, _ denominator: Tensor, value: some TensorElement = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      numerator.dtype.isFloatingPoint || denominator.dtype.isFloatingPoint,
      "addcdiv: \(numerator.dtype) divided by \(denominator.dtype); cast(to: .float32) first",
      file: file, line: line)
    Tensor.broadcastShape("addcdiv", self, numerator, denominator, file: file, line: line)
    if dtype.computeType != dtype && numerator.dtype == dtype && denominator.dtype == dtype {
      return computed(with: numerator, denominator) { $0.addcdiv($1[0]!, $1[1]!, value: value) }
    }
    return self + numerator / denominator * value
  }
}
