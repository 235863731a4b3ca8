extension Tensor {
  /// A copy where each slice along an axis whose p-norm is larger than `maxNorm` is scaled down to that. `torch.renorm`.
  ///
  /// - Parameters:
  ///   - p: greater than 0.
  ///   - axis: the one that slices are counted along; there are at least two.
  ///   - maxNorm: 0 or more.
  public func renorm(
    p: Double = 2, axis: Int, maxNorm: Double, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(rank >= 2, "renorm: shape \(shape) has less than two axes", file: file, line: line)
    demand(p > 0, "renorm: p = \(p) is not greater than 0", file: file, line: line)
    demand(maxNorm >= 0, "renorm: a largest norm of \(maxNorm)", file: file, line: line)
    let resolved = resolvedAxis(axis, op: "renorm", file: file, line: line)
    let others = (0..<rank).filter { $0 != resolved }
    demand(
      p < .infinity || !others.contains { shape[$0] == 0 },
      "renorm: slices of \(shape) have no elements to choose from", file: file, line: line)
    let norms = vectorNorm("renorm", p, axes: others, keepDims: true, file: file, line: line)
    // The addend keeps the scaled norm below the limit in spite of rounding.
    let scale = Tensor.where(norms .> maxNorm, maxNorm / (norms + 1e-7), Tensor.ones(like: norms))
    return self * scale
  }
}
