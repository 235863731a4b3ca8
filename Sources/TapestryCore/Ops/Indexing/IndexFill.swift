extension Tensor {
  /// A copy with one number in the slices at the given places of one axis. `torch.index_fill`.
  ///
  /// - Parameters:
  ///   - indices: as for ``indexSelect(axis:_:file:line:)``.
  ///   - value: is cast to this dtype; no fraction for integers.
  public func indexFill<Value: TensorElement>(
    axis: Int, _ indices: Tensor, with value: Value, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let number = scalar("indexFill", value, file: file, line: line)
    return indexFilled(axis, indices, number, file: file, line: line)
  }

  /// As above with the element of a scalar tensor, which gets a gradient.
  public func indexFill(
    axis: Int, _ indices: Tensor, with value: Tensor, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      value.rank == 0, "indexFill: a value of shape \(value.shape), not a scalar", file: file,
      line: line)
    return indexFilled(axis, indices, value.cast(to: dtype), file: file, line: line)
  }

  private func indexFilled(
    _ axis: Int, _ indices: Tensor, _ value: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    let (axis, places) = indexOperands("indexFill", axis, indices, file: file, line: line)
    var filled = shape
    if rank > 0 { filled[axis] = places.count } else { filled = [places.count] }
    return scattered(
      .replace, axis: axis, places: places.repeated(along: axis, in: filled), source: value)
  }
}
