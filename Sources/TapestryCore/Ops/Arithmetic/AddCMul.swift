extension Tensor {
  /// `self + value · first · second`, element by element; the three broadcast. Not for bool. `torch.addcmul`.
  ///
  /// - Parameter value: where all three are integers, counts without its fraction.
  public func addcmul(
    _ first: Tensor, _ second: Tensor, value: some TensorElement = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      ![self, first, second].allSatisfy { $0.dtype == .bool }, "addcmul: not defined for bool",
      file: file, line: line)
    Tensor.broadcastShape("addcmul", self, first, second, file: file, line: line)
    if dtype.computeType != dtype && first.dtype == dtype && second.dtype == dtype {
      return computed(with: first, second) { $0.addcmul($1[0]!, $1[1]!, value: value) }
    }
    if [self, first, second].contains(where: { $0.dtype.isFloatingPoint }) {
      return self + first * value * second
    }
    let product = first * second
    let common = Tensor.resultType(self, product)
    demand(
      common.takesFactor(value), "addcmul: the factor \(value) does not fit in \(common)",
      file: file,
      line: line)
    let factor = Tensor(scalar: value, dtype: .int64).item(as: Int.self)
    return self + product.cast(to: common) * factor
  }
}
