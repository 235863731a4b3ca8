extension Tensor {
  /// The slopes of samples that lie `spacing` apart, along each of some axes. `torch.gradient`.
  ///
  /// Within, of the parabola through a sample and its neighbours: the error falls with the square of the distance. At the edges of the
  /// line, or of the parabola through the last three.
  ///
  /// - Parameters:
  ///   - axes: all by default.
  ///   - edgeOrder: 1 for lines at the edges, 2 for parabolas; each axis has more samples than that.
  /// - Returns: a tensor of this shape for each axis; integers give float32.
  public func gradient(
    spacing: Double = 1, axes: [Int]? = nil, edgeOrder: Int = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> [Tensor] {
    let axes = gradientAxes(axes, edgeOrder: edgeOrder, file: file, line: line)
    return axes.map { evenSlopes(axis: $0, spacing: spacing, edgeOrder: edgeOrder) }
  }

  /// The slopes of samples whose distances differ from axis to axis.
  ///
  /// - Parameter spacings: one for each of `axes`.
  public func gradient(
    spacings: [Double], axes: [Int]? = nil, edgeOrder: Int = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> [Tensor] {
    let axes = gradientAxes(axes, edgeOrder: edgeOrder, file: file, line: line)
    demand(
      spacings.count == axes.count, "gradient: \(spacings.count) spacings for \(axes.count) axes",
      file: file, line: line)
    return zip(axes, spacings).map { evenSlopes(axis: $0, spacing: $1, edgeOrder: edgeOrder) }
  }

  /// The slopes of samples at any places.
  ///
  /// - Parameter coordinates: of each of `axes`, where its samples lie: one axis of the same size.
  public func gradient(
    at coordinates: [Tensor], axes: [Int]? = nil, edgeOrder: Int = 1, file: StaticString = #fileID,
    line: UInt = #line
  ) -> [Tensor] {
    let axes = gradientAxes(axes, edgeOrder: edgeOrder, file: file, line: line)
    demand(
      coordinates.count == axes.count,
      "gradient: coordinates for \(coordinates.count) of \(axes.count) axes", file: file, line: line
    )
    return zip(axes, coordinates).map { axis, places in
      demand(
        places.shape == [shape[axis]],
        "gradient: coordinates \(places.shape) for the \(shape[axis]) samples of axis \(axis)",
        file: file, line: line)
      return slopes(axis: axis, at: places, edgeOrder: edgeOrder)
    }
  }

  private func gradientAxes(
    _ axes: [Int]?, edgeOrder: Int, file: StaticString, line: UInt
  ) -> [Int] {
    demand(
      edgeOrder == 1 || edgeOrder == 2, "gradient: an edge order of \(edgeOrder), not 1 or 2",
      file: file, line: line)
    _ = resolvedAxes(axes, op: "gradient", file: file, line: line)
    let resolved =
      axes?.map { resolvedAxis($0, op: "gradient", file: file, line: line) } ?? Array(0..<rank)
    for axis in resolved {
      demand(
        rank > 0 && shape[axis] > edgeOrder,
        "gradient: shape \(shape) has not more than \(edgeOrder) samples along axis \(axis)",
        file: file, line: line)
    }
    return resolved
  }

  private func evenSlopes(axis: Int, spacing: Double, edgeOrder: Int) -> Tensor {
    if dtype.computeType != dtype {
      return computed { $0.evenSlopes(axis: axis, spacing: spacing, edgeOrder: edgeOrder) }
    }
    let (f, size) = (asFloatingPoint, shape[axis])
    func sample(_ place: Int) -> Tensor { f.narrowed(axis: axis, start: place, length: 1) }
    let edges =
      edgeOrder == 1
      ? (sample(1) - sample(0), sample(-1) - sample(size - 2))
      : (
        sample(0) * -1.5 + sample(1) * 2 - sample(2) * 0.5,
        sample(-1) * 1.5 - sample(size - 2) * 2 + sample(size - 3) * 0.5
      )
    let inside =
      (f.narrowed(axis: axis, start: Swift.min(2, size), length: Swift.max(size - 2, 0))
        - f.narrowed(axis: axis, start: 0, length: Swift.max(size - 2, 0))) / 2
    return concatenate([edges.0, inside, edges.1], axis: axis) / spacing
  }

  private func slopes(axis: Int, at places: Tensor, edgeOrder: Int) -> Tensor {
    if dtype.computeType != dtype && places.dtype == dtype {
      return computed(with: places) { $0.slopes(axis: axis, at: $1[0]!, edgeOrder: edgeOrder) }
    }
    let (f, size) = (asFloatingPoint, shape[axis])
    var column = Shape(repeating: 1, count: rank)
    column[axis] = size
    let widths = places.cast(to: Tensor.resultType(f, places)).reshaped(to: column).diff(axis: axis)
    let rises = f.diff(axis: axis) / widths
    func rise(_ place: Int) -> Tensor { rises.narrowed(axis: axis, start: place, length: 1) }
    func width(_ place: Int) -> Tensor { widths.narrowed(axis: axis, start: place, length: 1) }
    // The slope of a parabola between two intervals weighs each one's rise with the other's width; at its far end the nearer
    // rise counts for more by what the rises differ.
    let inner = size - 2
    let (left, right) = (
      widths.narrowed(axis: axis, start: 0, length: inner),
      widths.narrowed(axis: axis, start: 1, length: inner)
    )
    let inside =
      (rises.narrowed(axis: axis, start: 0, length: inner) * right
        + rises.narrowed(axis: axis, start: 1, length: inner) * left) / (left + right)
    var edges = (rise(0), rise(-1))
    if edgeOrder == 2 {
      edges.0 = rise(0) - (rise(1) - rise(0)) * width(0) / (width(0) + width(1))
      edges.1 =
        rise(-1) + (rise(-1) - rise(size - 3)) * width(-1) / (width(size - 3) + width(-1))
    }
    return concatenate([edges.0, inside, edges.1], axis: axis)
  }
}
