extension Tensor {
  /// The mean of the elements along some axes, or of all; NaN of none. Floating-point dtypes only. `torch.mean`.
  public func mean(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      dtype.isFloatingPoint,
      "mean: needs a floating-point dtype, not \(dtype); cast(to: .float32) first",
      file: file, line: line)
    _ = resolvedAxes(axes, op: "mean", file: file, line: line)
    if dtype.computeType != dtype { return computed { $0.mean(axes: axes, keepDims: keepDims) } }
    let total = sum(axes: axes, keepDims: keepDims, file: file, line: line)
    let averaged = total.count == 0 ? 1 : Double(count) / Double(total.count)
    return total / averaged
  }

  /// The mean along one axis.
  public func mean(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    mean(axes: [axis], keepDims: keepDims, file: file, line: line)
  }
}
