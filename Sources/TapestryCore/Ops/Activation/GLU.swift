extension Tensor {
  /// The first half of an axis times the logistic function of the second half. `torch.nn.functional.glu`; Dauphin et al., 2016.
  ///
  /// - Parameter axis: of even size; the result has half of it.
  /// - Requires: a floating-point dtype.
  public func glu(
    axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      dtype.isFloatingPoint, "glu: needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    demand(rank > 0, "glu: a scalar has no halves", file: file, line: line)
    if dtype.computeType != dtype { return computed { $0.glu(axis: axis, file: file, line: line) } }
    let resolved = resolvedAxis(axis, op: "glu", file: file, line: line)
    let size = shape[resolved]
    demand(
      size % 2 == 0, "glu: axis \(axis) of shape \(shape) has no halves", file: file, line: line)
    let values = sliced(axis: resolved, start: 0, size: size / 2, step: 1)
    let gates = sliced(axis: resolved, start: size / 2, size: size / 2, step: 1)
    return values * gates.sigmoid()
  }
}
