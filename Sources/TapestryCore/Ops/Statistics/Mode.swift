extension Tensor {
  /// The most frequent element along an axis, and where it last stands (int64); of several the smallest. `torch.mode`.
  ///
  /// Each NaN counts for itself. (Where that makes NaN and others equally frequent, PyTorch's choice is arbitrary.) The gradient goes to the
  /// place.
  public func mode(
    axis: Int = -1, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: "mode", file: file, line: line)
    demand(
      rank == 0 || shape[resolved] > 0, "mode: shape \(shape) has no elements along axis \(axis)",
      file: file, line: line)
    let place = noGrad {
      let order = order(axis: resolved)
      if rank == 0 { return order }
      let length = sortedRuns(order, axis: resolved)
      return order.gathered(
        axis: resolved, indices: length.argmax(axis: resolved, keepDims: true))
    }
    return selecting(place, axis: resolved, keepDims: keepDims)
  }

  /// Of each element in order, how many equal ones there are up to it.
  private func sortedRuns(_ order: Tensor, axis: Int) -> Tensor {
    let sorted = gathered(axis: axis, indices: order)
    let size = shape[axis]
    var edge = shape
    edge[axis] = 1
    let isNew = concatenate(
      [
        Tensor.full(edge, true),
        sorted.narrowed(axis: axis, start: 1, length: size - 1)
          .!= sorted.narrowed(axis: axis, start: 0, length: size - 1),
      ], axis: axis)
    var column = Shape(repeating: 1, count: rank)
    column[axis] = size
    let place = Tensor.arange(size).reshaped(to: column)
    let start = Tensor.where(isNew, place, 0).cummax(axis: axis).values
    return place - start
  }
}
