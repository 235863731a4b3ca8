extension MaskedTensor {
  /// The p-norm of the elements that count, along some axes or of all. `torch.masked.norm`.
  ///
  /// Of none 0, or ∞ where p < 0 (as `torch.masked.norm` of p = −∞ alone). See ``Tensor/norm(_:axes:keepDims:dtype:file:line:)``.
  public func norm(
    _ p: Double = 2, axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    filled(for: p, "norm", file, line)
      .norm(p, axes: axes, keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// The elements divided by the p-norm of those that count along an axis, and 0 at the other places. `torch.masked.normalize`.
  ///
  /// - Parameter epsilon: the least that is divided by.
  public func normalize(
    _ p: Double = 2, axis: Int, epsilon: Double = 1e-12, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let norms = filled(for: p, "normalize", file, line)
      .vectorNorm("normalize", p, axes: [axis], keepDims: true, file: file, line: line)
    return filled(with: 0) / norms.clamped(min: epsilon)
  }

  private func filled(
    for p: Double, _ op: StaticString, _ file: StaticString, _ line: UInt
  ) -> Tensor {
    demand(
      values.dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(values.dtype)",
      file: file, line: line)
    return filled(with: p < 0 ? Double.infinity : 0)
  }
}
