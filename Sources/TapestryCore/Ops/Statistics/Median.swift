extension Tensor {
  /// The median of all elements: of an even number the smaller of the middle two; NaN where one is NaN, or of none. `torch.median`.
  ///
  /// Equal ones share the gradient.
  public func median(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    wholeMedian("median", ignoresNaN: false, file: file, line: line)
  }

  /// The median along one axis, and where it stands (int64): of equal elements the one that comes first in a stable sort, of NaN the
  /// first. The gradient goes there. `torch.median`.
  public func median(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    median("median", axis: axis, ignoresNaN: false, keepDims: keepDims, file: file, line: line)
  }

  func median(
    _ op: StaticString, axis: Int, ignoresNaN: Bool, keepDims: Bool, file: StaticString, line: UInt
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: op, file: file, line: line)
    demand(
      rank == 0 || shape[resolved] > 0, "\(op): shape \(shape) has no elements along axis \(axis)",
      file: file, line: line)
    return selecting(
      noGrad { medianPlaces(axis: resolved, ignoresNaN: ignoresNaN) }, axis: resolved,
      keepDims: keepDims)
  }

  /// Where the median stands along an axis, which has elements.
  private func medianPlaces(axis: Int, ignoresNaN: Bool) -> Tensor {
    let order = order(axis: axis)
    if rank == 0 { return order }
    let size = shape[axis]
    if !dtype.isFloatingPoint {
      return order.narrowed(axis: axis, start: (size - 1) / 2, length: 1)
    }
    // NaN stands at the end.
    let numbers = (.!isNaN()).sum(axis: axis, keepDims: true)
    let middle =
      ignoresNaN
      ? (numbers - 1).maximum(0).floorDivided(by: 2)
      : Tensor.where(numbers .< size, numbers, (size - 1) / 2)
    return order.gathered(axis: axis, indices: middle)
  }

  func wholeMedian(
    _ op: StaticString, ignoresNaN: Bool, file: StaticString, line: UInt
  ) -> Tensor {
    if count == 0 {
      demand(
        dtype.isFloatingPoint, "\(op): shape \(shape) of \(dtype) has no elements", file: file,
        line: line)
    }
    let result =
      count == 0
      ? Tensor.full([], Double.nan, dtype: dtype) : noGrad { medianOfAll(ignoresNaN: ignoresNaN) }
    return result.recorded(
      self,
      ExtremumDerivative(
        input: SavedTensor(self), output: SavedTensor(output: result),
        reduced: Array(repeating: true, count: rank), gradientOfNaN: .shared))
  }

  private func medianOfAll(ignoresNaN: Bool) -> Tensor {
    let flat = reshaped(to: [count])
    let place = flat.medianPlaces(axis: 0, ignoresNaN: ignoresNaN)
    return flat.selecting(place, axis: 0, keepDims: false).values
  }
}
