extension Tensor {
  /// The smallest and the largest element along an axis, or of all; NaN where one is NaN. `torch.aminmax`.
  ///
  /// Equal ones share the gradient.
  public func aminmax(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (min: Tensor, max: Tensor) {
    let chosen = resolvedAxes(axis.map { [$0] }, op: "aminmax", file: file, line: line)
    demand(
      !shape.indices.contains { chosen[$0] && shape[$0] == 0 },
      "aminmax: shape \(shape) has no elements to choose from", file: file, line: line)
    let axes = axis.map { [$0] }
    return (amin(axes: axes, keepDims: keepDims), amax(axes: axes, keepDims: keepDims))
  }
}
