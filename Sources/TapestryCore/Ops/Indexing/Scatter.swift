extension Tensor {
  /// A copy with `source` at the given places of one axis. `torch.scatter`.
  ///
  /// - Parameters:
  ///   - indices: as for ``gathered(axis:indices:file:line:)``. Of several elements for one place the last stays, whatever the
  ///     number of threads; its derivative goes to all of them, as in PyTorch.
  ///   - source: of this dtype; nowhere smaller than `indices`, which say how much of it counts.
  public func scatter(
    axis: Int, indices: Tensor, source: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let (axis, places, source) = scatterOperands(
      "scatter", axis, indices, source, file: file, line: line)
    return scattered(.replace, axis: axis, places: places, source: source)
  }

  /// A copy with one number at the given places of one axis. `torch.scatter`.
  ///
  /// - Parameter value: is cast to this dtype; no fraction for integers.
  public func scatter<Value: TensorElement>(
    axis: Int, indices: Tensor, value: Value, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "scatter", file: file, line: line)
    let places = checkedPlaces("scatter", axis: resolved, indices, file: file, line: line)
    let number = scalar("scatter", value, file: file, line: line)
    return scattered(.replace, axis: resolved, places: places, source: number)
  }

  /// A copy with `source` added at the given places of one axis. `torch.scatter_add`.
  ///
  /// - Parameters:
  ///   - indices: as for ``gathered(axis:indices:file:line:)``; places may repeat.
  ///   - source: of this dtype; nowhere smaller than `indices`, which say how much of it counts.
  public func scatterAdd(
    axis: Int, indices: Tensor, source: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let (axis, places, source) = scatterOperands(
      "scatterAdd", axis, indices, source, file: file, line: line)
    return scattered(.add, axis: axis, places: places, source: source)
  }

  /// Axis, places and values of a scatter, after checks.
  func scatterOperands(
    _ op: StaticString, _ axis: Int, _ indices: Tensor, _ source: Tensor, file: StaticString,
    line: UInt
  ) -> (axis: Int, places: Tensor, source: Tensor) {
    let resolved = resolvedAxis(axis, op: op, file: file, line: line)
    let places = checkedPlaces(op, axis: resolved, indices, file: file, line: line)
    let isCovered =
      source.rank == indices.rank
      && indices.shape.indices.allSatisfy { indices.shape[$0] <= source.shape[$0] }
    demand(
      source.dtype == dtype && (isCovered || indices.count == 0),
      "\(op): source \(source.dtype) \(source.shape) for indices \(indices.shape) into \(dtype)",
      file: file, line: line)
    if !isCovered { return (resolved, places, Tensor.zeros(indices.shape, dtype: dtype)) }
    let part = places.shape.indices.reduce(source) { source, axis in
      source.sliced(axis: axis, start: 0, size: places.shape[axis], step: 1)
    }
    return (resolved, places, part)
  }

  /// A number as a scalar of this dtype.
  func scalar<Value: TensorElement>(
    _ op: StaticString, _ value: Value, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      !dtype.isInteger || (!Value.dtype.isFloatingPoint && dtype.holds(value)),
      "\(op): \(value) does not fit in \(dtype)", file: file, line: line)
    return Tensor(scalar: value, dtype: dtype)
  }
}
