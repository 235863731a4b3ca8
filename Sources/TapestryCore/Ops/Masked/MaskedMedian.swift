extension MaskedTensor {
  /// The median along an axis of the elements that count and are not NaN: of an even number the smaller of the middle two. `torch.masked.median`.
  ///
  /// NaN of none; of integers there must be at least one everywhere.
  public func median(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if values.dtype.isFloatingPoint {
      return filled(with: Double.nan)
        .median(
          "median", axis: axis, ignoresNaN: true, keepDims: keepDims, file: file, line: line
        ).values
    }
    let resolved = values.resolvedAxis(axis, op: "median", file: file, line: line)
    let counts = counts(axes: [resolved], keepDims: true)
    demand(
      (counts .> 0).all().item(as: Bool.self),
      "median: the mask leaves no elements somewhere along axis \(axis), and \(values.dtype) has no NaN",
      file: file, line: line)
    let sorted = filledHigh.sort(axis: resolved).values
    return sorted.selecting(
      (counts - 1).floorDivided(by: 2), axis: resolved, keepDims: keepDims
    ).values
  }
}
