/// Vectors along one axis, divided by their p-norms. `torch.nn.functional.normalize`.
///
/// - Parameters:
///   - x: of a floating-point dtype.
///   - p: any number, infinities included.
///   - axis: along which the vectors lie.
///   - epsilon: the least norm that is divided by; a vector of zeros stays one.
public func normalize(
  _ x: Tensor, p: Double = 2, axis: Int = 1, epsilon: Double = 1e-12,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  normalize(x, p: p, axes: [axis], epsilon: epsilon, file: file, line: line)
}

/// As above for what lies along several axes together.
public func normalize(
  _ x: Tensor, p: Double = 2, axes: [Int], epsilon: Double = 1e-12, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  demandFloatingPoint("normalize", x, file: file, line: line)
  _ = x.resolvedAxes(axes, op: "normalize", file: file, line: line)
  let norms = x.norm(p, axes: x.rank == 0 ? nil : axes, keepDims: true)
  return x / norms.clamped(min: epsilon)
}
