extension Tensor {
  /// The slices of one axis at the given places, in their order. `torch.index_select`.
  ///
  /// - Parameter indices: of an integer dtype and at most one axis; each in `0..<shape[axis]`, or negative and counted from the end;
  ///   may repeat. A scalar tensor has one place, 0.
  public func indexSelect(
    axis: Int, _ indices: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let (axis, places) = indexOperands("indexSelect", axis, indices, file: file, line: line)
    if rank > 0 { return indexed(axis: axis, places) }
    demand(
      places.count == 1, "indexSelect: \(places.count) indices into a scalar", file: file,
      line: line)
    return reshaped(to: [1]).indexed(axis: 0, places).reshaped(to: [])
  }

  /// An axis and places along it as one axis of int64, after checks.
  func indexOperands(
    _ op: StaticString, _ axis: Int, _ indices: Tensor, file: StaticString, line: UInt
  ) -> (axis: Int, places: Tensor) {
    let resolved = resolvedAxis(axis, op: op, file: file, line: line)
    demand(
      indices.rank <= 1,
      "\(op): indices of shape \(indices.shape) into \(shape); one axis is needed",
      file: file, line: line)
    demand(
      indices.dtype.isInteger, "\(op): indices of \(indices.dtype); an integer dtype is needed",
      file: file, line: line)
    let places = placesInRange(op, axis: resolved, indices, file: file, line: line)
    return (resolved, noGrad { places.reshaped(to: [places.count]) })
  }

  /// What the operations that put slices of `source` at places of an axis have in common: checks, and the places as a tensor of the
  /// source's shape.
  func withSlices(
    _ op: StaticString, _ axis: Int, _ indices: Tensor, _ source: Tensor, file: StaticString,
    line: UInt,
    _ body: (_ target: Tensor, _ axis: Int, _ places: Tensor, _ source: Tensor) -> Tensor
  ) -> Tensor {
    let (axis, places) = indexOperands(op, axis, indices, file: file, line: line)
    var expected: Shape = shape
    if rank > 0 { expected[axis] = places.count }
    let isScalar = rank == 0 && places.count == 1 && source.count == 1 && source.rank <= 1
    demand(
      source.dtype == dtype && (rank == 0 ? isScalar : source.shape == expected),
      "\(op): source \(source.dtype) \(source.shape) for \(places.count) places along axis \(axis) of \(dtype) \(shape)",
      file: file, line: line)
    if rank == 0 {
      return body(reshaped(to: [1]), 0, places, source.reshaped(to: [1])).reshaped(to: [])
    }
    return body(self, axis, places.repeated(along: axis, in: source.shape), source)
  }

  /// Places of one axis as a tensor of a larger shape, in which they are the same wherever one stands beside that axis.
  func repeated(along axis: Int, in shape: Shape) -> Tensor {
    var strides = Strides(repeating: 0, count: shape.count)
    strides[axis] = self.strides[0]
    return Tensor(viewOf: self, shape: shape, strides: strides, offset: offset)
  }
}
