extension Tensor {
  /// How many elements fall into each of `bins` bins of one width. `torch.histc`.
  ///
  /// Elements outside the range, and NaN, are not counted; the upper bound belongs to the last bin. Nothing is on the tape.
  ///
  /// - Parameters:
  ///   - min: with `max` the range; both equal, as by default, take that of the elements, which must be finite then.
  /// - Returns: of this dtype, which is a floating-point one.
  public func histc(
    bins: Int = 100, min: Double = 0, max: Double = 0, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    checkBins("histc", bins, file: file, line: line)
    demand(
      min <= max && min.isFinite && max.isFinite, "histc: a range from \(min) to \(max)",
      file: file, line: line)
    return noGrad {
      let (low, high) = histogramRange(
        "histc", min == max ? nil : min...max, orAround: min, file: file, line: line)
      return Counting.inBins(computable.contiguous(), bins, from: low, to: high).cast(to: dtype)
    }
  }

  /// How many elements fall into each of `bins` bins of one width, and where these begin and end. `torch.histogram`.
  ///
  /// Elements outside the range, and NaN, are not counted; each bin but the last is without its upper edge. Nothing is on the tape.
  ///
  /// - Parameters:
  ///   - range: that of the elements by default, which must be finite then.
  ///   - weight: of this shape and dtype: what each element counts.
  ///   - isDensity: divides by the total and by the bins' widths, so that the integral is 1.
  /// - Returns: the bins, and one more edge, of this dtype, which is a floating-point one.
  public func histogram(
    bins: Int, range: ClosedRange<Double>? = nil, weight: Tensor? = nil, isDensity: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) -> (histogram: Tensor, edges: Tensor) {
    let points = noGrad { reshaped(to: [count, 1]) }
    checkBins("histogram", bins, file: file, line: line)
    let edges = points.evenEdges("histogram", bins, range, file: file, line: line)
    return histogram(edges: edges, weight: weight, isDensity: isDensity, file: file, line: line)
  }

  /// How many elements fall into each of the bins between neighbouring `edges`.
  ///
  /// - Parameter edges: one axis, in order, of this dtype.
  public func histogram(
    edges: Tensor, weight: Tensor? = nil, isDensity: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (histogram: Tensor, edges: Tensor) {
    demand(
      weight == nil || weight!.shape == shape,
      "histogram: weights \(weight?.shape ?? []) for \(shape)",
      file: file, line: line)
    let counts = noGrad {
      reshaped(to: [count, 1]).counted(
        "histogram", [edges], weight: weight?.reshaped(to: [count]), isDensity: isDensity,
        file: file, line: line)
    }
    return (counts, edges.detach())
  }

  /// How many points fall into each cell of a grid, and where its cells begin and end. `torch.histogramdd`.
  ///
  /// - Parameters:
  ///   - bins: for each coordinate how many bins there are.
  ///   - ranges: for each coordinate the range; those of the points by default.
  ///   - weight: of this shape but the last axis: what each point counts.
  /// - Returns: an axis for each coordinate, and each one's edges. The last axis of this tensor holds a point's coordinates.
  public func histogramdd(
    bins: [Int], ranges: [ClosedRange<Double>]? = nil, weight: Tensor? = nil,
    isDensity: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (histogram: Tensor, edges: [Tensor]) {
    let points = points(coordinates: bins.count, file: file, line: line)
    demand(
      ranges == nil || ranges!.count == bins.count,
      "histogramdd: \(ranges?.count ?? 0) ranges for \(bins.count) coordinates", file: file,
      line: line)
    let edges = bins.indices.map { axis in
      checkBins("histogramdd", bins[axis], file: file, line: line)
      return points.narrowed(axis: 1, start: axis, length: 1)
        .evenEdges("histogramdd", bins[axis], ranges?[axis], file: file, line: line)
    }
    return histogramdd(edges: edges, weight: weight, isDensity: isDensity, file: file, line: line)
  }

  /// How many points fall into each cell of a grid of given edges.
  ///
  /// - Parameter edges: for each coordinate one axis, in order, of this dtype.
  public func histogramdd(
    edges: [Tensor], weight: Tensor? = nil, isDensity: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> (histogram: Tensor, edges: [Tensor]) {
    let points = points(coordinates: edges.count, file: file, line: line)
    demand(
      weight == nil || weight!.shape == Shape(shape.dropLast()),
      "histogramdd: weights \(weight?.shape ?? []) for points \(shape)", file: file, line: line)
    let counts = noGrad {
      points.counted(
        "histogramdd", edges, weight: weight?.reshaped(to: [points.shape[0]]),
        isDensity: isDensity, file: file, line: line)
    }
    return (counts, edges.map { $0.detach() })
  }

  private func points(coordinates: Int, file: StaticString, line: UInt) -> Tensor {
    demand(
      rank >= 2 && shape.last == coordinates && coordinates > 0,
      "histogramdd: points \(shape) and bins for \(coordinates) coordinates", file: file, line: line
    )
    return noGrad { reshaped(to: [shape.dropLast().reduce(1, *), coordinates]) }
  }

  private func checkBins(_ op: StaticString, _ bins: Int, file: StaticString, line: UInt) {
    demand(bins > 0, "\(op): \(bins) bins", file: file, line: line)
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
  }

  /// The bounds of equal bins: what is given, else those of the elements; apart by 1 where they would be equal.
  private func histogramRange(
    _ op: StaticString, _ range: ClosedRange<Double>?, orAround value: Double = 0,
    file: StaticString, line: UInt
  ) -> (Double, Double) {
    var (low, high) = (range?.lowerBound ?? value, range?.upperBound ?? value)
    if range == nil {
      if count > 0 {
        let bounds = noGrad { aminmax() }
        (low, high) = (bounds.min.item(as: Double.self), bounds.max.item(as: Double.self))
      } else {
        high = low + 1
      }
    }
    demand(
      low.isFinite && high.isFinite, "\(op): a range from \(low) to \(high)", file: file, line: line
    )
    return low == high ? (low - 0.5, high + 0.5) : (low, high)
  }

  private func evenEdges(
    _ op: StaticString, _ bins: Int, _ range: ClosedRange<Double>?, file: StaticString, line: UInt
  ) -> Tensor {
    var (low, high) = histogramRange(op, range, file: file, line: line)
    if range == nil && count == 0 { (low, high) = (0, 1) }
    return .linspace(low, high, count: bins + 1, dtype: dtype)
  }

  /// The histogram of points `[how many, coordinates]`.
  private func counted(
    _ op: StaticString, _ edges: [Tensor], weight: Tensor?, isDensity: Bool, file: StaticString,
    line: UInt
  ) -> Tensor {
    demand(
      dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    for edges in edges {
      demand(
        edges.rank == 1 && edges.count >= 2 && edges.dtype == dtype,
        "\(op): edges \(edges.dtype) \(edges.shape); one axis of two or more of \(dtype) is needed",
        file: file, line: line)
    }
    demand(
      weight == nil || weight!.dtype == dtype,
      "\(op): weights of \(weight?.dtype ?? dtype) for \(dtype)", file: file, line: line)
    var place = Tensor.zeros([shape[0]], dtype: .int64)
    var isInside = Tensor.full([shape[0]], true)
    for (axis, edges) in edges.enumerated() {
      let x = selected(axis: 1, index: axis).contiguous()
      let (low, high) = (edges.selected(axis: 0, index: 0), edges.selected(axis: 0, index: -1))
      let bin = (edges.searchsorted(x, side: .right) - 1).clamped(min: 0, max: edges.count - 2)
      let isBetween = (x .>= low) .&& (x .<= high)
      isInside = (isInside .&& isBetween)
      place = place * (edges.count - 1) + bin
    }
    let weight = weight ?? Tensor.ones([shape[0]], dtype: dtype)
    let shape = Shape(edges.map { $0.count - 1 })
    var result = counts(shape, place, weights: weight.maskedFill(.!isInside, with: 0))
    if !isDensity { return result }
    result = result / result.sum()
    for (axis, edges) in edges.enumerated() {
      var column = Shape(repeating: 1, count: shape.count)
      column[axis] = edges.count - 1
      result = result / edges.diff().reshaped(to: column)
    }
    return result
  }

  private func counts(_ shape: Shape, _ places: Tensor, weights: Tensor) -> Tensor {
    Tensor.zeros([shape.product], dtype: dtype)
      .scatterAdd(axis: 0, indices: places, source: weights).reshaped(to: shape)
  }
}
