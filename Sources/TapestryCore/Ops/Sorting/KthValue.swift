extension Tensor {
  /// The k-th smallest element along an axis, and where it stands (int64). `torch.kthvalue`.
  ///
  /// NaN is larger than all else; equal elements count in their order. The gradient goes to the place.
  ///
  /// - Parameter k: counts from 1.
  public func kthvalue(
    _ k: Int, axis: Int = -1, keepDims: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let resolved = resolvedAxis(axis, op: "kthvalue", file: file, line: line)
    let size = rank == 0 ? 1 : shape[resolved]
    demand(
      k >= 1 && k <= size,
      "kthvalue: k = \(k) for the \(size) elements along axis \(axis) of shape \(shape)",
      file: file, line: line)
    let order = order(axis: resolved)
    let place = rank == 0 ? order : order.narrowed(axis: resolved, start: k - 1, length: 1)
    return selecting(place, axis: resolved, keepDims: keepDims)
  }

  /// The elements at places along an axis, one for each line of it, and the places.
  ///
  /// - Parameter places: int64, of size 1 along the axis.
  func selecting(_ places: Tensor, axis: Int, keepDims: Bool) -> (values: Tensor, indices: Tensor) {
    let places = places.contiguous()
    let values = gathered(axis: axis, indices: places)
    return keepDims ? (values, places) : (values.squeezed(axis), places.squeezed(axis))
  }
}
