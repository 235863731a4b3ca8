extension Tensor {
  /// The differences between neighbours along an axis, taken `order` times. `torch.diff`.
  ///
  /// Each time the axis becomes shorter by one, down to nothing. Of bools, whether neighbours differ.
  ///
  /// - Parameters:
  ///   - order: `n` in PyTorch; 0 gives the elements themselves, without what is put before or behind them.
  ///   - prepend: what is put before the first element; of this shape but along `axis`. Dtypes are promoted.
  ///   - append: the same behind the last.
  public func diff(
    order: Int = 1, axis: Int = -1, prepend: Tensor? = nil, append: Tensor? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(rank > 0, "diff: a scalar has no neighbours", file: file, line: line)
    demand(order >= 0, "diff: an order of \(order), not 0 or more", file: file, line: line)
    let resolved = resolvedAxis(axis, op: "diff", file: file, line: line)
    var result = self
    if order > 0 && (prepend != nil || append != nil) {
      let parts = [prepend, self, append].compactMap { $0 }
      for part in parts {
        var expected = shape
        if part.rank == rank { expected[resolved] = part.shape[resolved] }
        demand(
          part.shape == expected,
          "diff: \(part.shape) does not go before or after \(shape) along axis \(axis)",
          file: file, line: line)
      }
      result = concatenate(parts, axis: resolved)
    }
    for _ in 0..<Swift.min(order, result.shape[resolved]) {
      let size = result.shape[resolved] - 1
      let right = result.narrowed(axis: resolved, start: 1, length: size)
      let left = result.narrowed(axis: resolved, start: 0, length: size)
      result = dtype == .bool && result.dtype == .bool ? right .!= left : right - left
    }
    return result
  }
}
