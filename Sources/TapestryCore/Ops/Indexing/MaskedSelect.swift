extension Tensor {
  /// The elements where `mask`, a bool tensor of this shape or one that broadcasts with it, holds: one axis. `torch.masked_select`.
  public func maskedSelect(
    _ mask: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let (flat, places) = masked("maskedSelect", mask, file: file, line: line)
    return flat.reshaped(to: [flat.count]).indexed(axis: 0, places)
  }

  /// A copy with the elements of `source`, in their order, where `mask` holds. `torch.masked_scatter`.
  ///
  /// - Parameters:
  ///   - mask: a bool tensor that broadcasts with this one.
  ///   - source: of this dtype and any shape, with at least as many elements as the mask holds for.
  public func maskedScatter(
    _ mask: Tensor, source: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      source.dtype == dtype, "maskedScatter: source of \(source.dtype) into \(dtype)", file: file,
      line: line)
    let (stretched, places) = masked("maskedScatter", mask, file: file, line: line)
    demand(
      source.count >= places.count,
      "maskedScatter: \(source.count) elements for the \(places.count) places of the mask",
      file: file, line: line)
    let values = source.reshaped(to: [source.count])
      .sliced(axis: 0, start: 0, size: places.count, step: 1)
    return stretched.reshaped(to: [stretched.count])
      .scattered(.replace, axis: 0, places: places, source: values)
      .reshaped(to: stretched.shape)
  }

  /// This tensor in the shape that it and a mask broadcast to, and where the mask holds, counted in row-major order.
  private func masked(
    _ op: StaticString, _ mask: Tensor, file: StaticString, line: UInt
  ) -> (stretched: Tensor, places: Tensor) {
    demand(mask.dtype == .bool, "\(op): a mask of \(mask.dtype), not bool", file: file, line: line)
    guard let common = Shape.broadcast(shape, mask.shape) else {
      mistake("\(op): mask \(mask.shape) and \(shape) do not broadcast", file: file, line: line)
    }
    return (expanded(to: common), Gather.positions(mask.expanded(to: common)))
  }
}
