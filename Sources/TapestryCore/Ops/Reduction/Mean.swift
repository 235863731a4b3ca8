extension Tensor {
  /// The mean of the elements along some axes, or of all; NaN of none. `torch.mean`.
  ///
  /// - Parameter dtype: what elements are cast to first; a floating-point dtype, as this tensor's is where nothing is given.
  public func mean(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      (dtype ?? self.dtype).isFloatingPoint,
      "mean: needs a floating-point dtype, not \(dtype ?? self.dtype); cast(to: .float32) first",
      file: file, line: line)
    _ = resolvedAxes(axes, op: "mean", file: file, line: line)
    let source = dtype.map { cast(to: $0) } ?? autocast(for: .reduction)
    if source.dtype.computeType != source.dtype {
      return source.computed { $0.mean(axes: axes, keepDims: keepDims) }
    }
    let total = source.sum(axes: axes, keepDims: keepDims)
    let averaged = total.count == 0 ? 1 : Double(count) / Double(total.count)
    return total / averaged
  }

  /// The mean along one axis.
  public func mean(
    axis: Int, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    mean(axes: [axis], keepDims: keepDims, dtype: dtype, file: file, line: line)
  }
}
