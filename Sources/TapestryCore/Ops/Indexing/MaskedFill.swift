extension Tensor {
  /// These elements, but `value` where `mask`, a bool tensor that broadcasts with this one, holds. `torch.masked_fill`.
  ///
  /// - Parameter value: is cast to this dtype; no fraction for integers.
  public func maskedFill<Value: TensorElement>(
    _ mask: Tensor, with value: Value, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    maskedFilled(
      mask, scalar("maskedFill", value, file: file, line: line), file: file, line: line)
  }

  /// As above with the element of a scalar tensor, which gets a gradient.
  public func maskedFill(
    _ mask: Tensor, with value: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      value.rank == 0, "maskedFill: a value of shape \(value.shape), not a scalar", file: file,
      line: line)
    return maskedFilled(mask, value.cast(to: dtype), file: file, line: line)
  }

  private func maskedFilled(
    _ mask: Tensor, _ value: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      mask.dtype == .bool, "maskedFill: a mask of \(mask.dtype), not bool", file: file, line: line)
    demand(
      Shape.broadcast(shape, mask.shape) != nil,
      "maskedFill: mask \(mask.shape) and \(shape) do not broadcast", file: file, line: line)
    return Tensor.where(mask, value, self, file: file, line: line)
  }
}
