extension Tensor {
  /// The integral along an axis by the trapezoidal rule, of samples `spacing` apart. `torch.trapezoid`, `torch.trapz`.
  ///
  /// - Returns: this shape without the axis; integers give float32.
  public func trapezoid(
    spacing: Double = 1, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = integrated("trapezoid", axis: axis, file: file, line: line)
    if shape[resolved] == 0 { return emptyIntegral(axis: resolved) }
    let ends =
      selected(axis: resolved, index: 0).asFloatingPoint
      + selected(axis: resolved, index: -1).asFloatingPoint
    return (asFloatingPoint.sum(axis: resolved) - ends * 0.5) * spacing
  }

  /// The integral along an axis by the trapezoidal rule, of samples at the places `coordinates`.
  ///
  /// - Parameter coordinates: one axis, or a shape that broadcasts to this one; along `axis` of its size.
  public func trapezoid(
    at coordinates: Tensor, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = integrated("trapezoid", axis: axis, file: file, line: line)
    if shape[resolved] == 0 { return emptyIntegral(axis: resolved) }
    let widths = intervals("trapezoid", coordinates, axis: resolved, file: file, line: line)
    return (neighbourSums(axis: resolved) * widths).asFloatingPoint.sum(axis: resolved) / 2
  }

  /// The integral up to each sample but the first. `torch.cumulative_trapezoid`.
  public func cumulativeTrapezoid(
    spacing: Double = 1, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = integrated("cumulativeTrapezoid", axis: axis, file: file, line: line)
    return neighbourSums(axis: resolved).asFloatingPoint.cumsum(axis: resolved) * (spacing / 2)
  }

  /// The integral up to each sample but the first, of samples at the places `coordinates`.
  public func cumulativeTrapezoid(
    at coordinates: Tensor, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = integrated("cumulativeTrapezoid", axis: axis, file: file, line: line)
    let widths = intervals(
      "cumulativeTrapezoid", coordinates, axis: resolved, file: file, line: line)
    return (neighbourSums(axis: resolved) * widths).asFloatingPoint.cumsum(axis: resolved) / 2
  }

  /// The elements in a dtype that has fractions.
  var asFloatingPoint: Tensor { cast(to: dtype.promotedToFloat) }

  private func integrated(
    _ op: StaticString, axis: Int, file: StaticString, line: UInt
  ) -> Int {
    demand(rank > 0, "\(op): a scalar has no axis to integrate along", file: file, line: line)
    demand(dtype != .bool, "\(op): not defined for bool", file: file, line: line)
    return resolvedAxis(axis, op: op, file: file, line: line)
  }

  private func emptyIntegral(axis: Int) -> Tensor {
    var rest = shape
    rest.remove(at: axis)
    return .zeros(rest, dtype: dtype)
  }

  private func neighbourSums(axis: Int) -> Tensor {
    let size = Swift.max(shape[axis] - 1, 0)
    let start = Swift.min(1, shape[axis])
    return narrowed(axis: axis, start: 0, length: size)
      + narrowed(axis: axis, start: start, length: size)
  }

  /// The distances between neighbouring coordinates, which broadcast with the sums of neighbours.
  private func intervals(
    _ op: StaticString, _ coordinates: Tensor, axis: Int, file: StaticString, line: UInt
  ) -> Tensor {
    var places = coordinates
    if places.rank == 1 && rank > 1 {
      var column = Shape(repeating: 1, count: rank)
      column[axis] = places.count
      places = places.reshaped(to: column)
    }
    while places.rank < rank && places.rank > 0 { places = places.unsqueezed(0) }
    demand(
      places.rank == rank && places.shape[axis] == shape[axis]
        && Shape.broadcast(places.shape, shape) != nil,
      "\(op): coordinates \(coordinates.shape) for samples \(shape) along axis \(axis): one each is needed",
      file: file, line: line)
    return shape[axis] == 0 ? places : places.diff(axis: axis)
  }
}
