extension Tensor {
  /// Places of categories, chosen in proportion to their weights. `torch.multinomial`.
  ///
  /// These weights are of floating point, `[categories]` or `[rows, categories]`; finite, none negative, and they need not add up to 1.
  ///
  /// - Parameters:
  ///   - count: how many places, at least 1.
  ///   - withReplacement: whether a place may be chosen again; if not, each row must have `count` positive weights. Places then stand
  ///     in the order in which they were chosen.
  ///   - generator: ``defaultGenerator`` unless given.
  /// - Returns: int64, `[count]` or `[rows, count]`.
  /// - Complexity: for each row, O(categories + count · log categories) with replacement, else O(categories · log categories).
  public func multinomial(
    count: Int, withReplacement: Bool = false, generator: Generator? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      rank == 1 || rank == 2,
      "multinomial: weights of shape \(shape); [categories] or [rows, categories] are needed",
      file: file, line: line)
    demand(
      dtype.isFloatingPoint, "multinomial: needs a floating-point dtype, not \(dtype)", file: file,
      line: line)
    demand(count >= 1, "multinomial: \(count) places", file: file, line: line)
    demandAll("multinomial", "a weight must be finite and at least 0", file: file, line: line) {
      $0.isFinite() .&& ($0 .>= 0)
    }
    let rows = rank == 1 ? unsqueezed(0) : self
    let weights = noGrad { rows.cast(to: .float64).contiguous() }
    let needed = withReplacement ? 1 : count
    let isEnough = noGrad { (weights .> 0).sum(axis: 1) .>= needed }
    demand(
      isEnough.all().item(as: Bool.self),
      "multinomial: \(count) places of weights \(shape)\(withReplacement ? "" : " without replacement"); each row needs \(needed) positive weights",
      file: file, line: line)
    let result = Tensor(uninitialized: [rows.shape[0], count], dtype: .int64)
    WeightedChoice.run(
      weights, withReplacement: withReplacement, into: result, generator ?? defaultGenerator)
    return rank == 1 ? result.squeezed(0) : result
  }
}
