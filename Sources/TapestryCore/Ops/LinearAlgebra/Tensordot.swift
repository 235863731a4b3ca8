extension Tensor {
  /// The sum of products over some axes of two tensors: a matrix product of as many axes as one likes. `torch.tensordot`.
  ///
  /// - Parameter axes: of each tensor the axes that are summed over, in pairs of the same size; a size of 1 stretches.
  /// - Returns: the other sizes of this tensor, then those of `other`.
  public func tensordot(
    _ other: Tensor, axes: ([Int], [Int]), file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      axes.0.count == axes.1.count,
      "tensordot: axes \(axes.0) and \(axes.1) are not as many", file: file, line: line)
    let first = resolvedAxisList(axes.0, file: file, line: line)
    let second = other.resolvedAxisList(axes.1, file: file, line: line)
    var (left, right) = (self, other)
    for (a, b) in zip(first, second) where left.shape[a] != right.shape[b] {
      demand(
        left.shape[a] == 1 || right.shape[b] == 1,
        "tensordot: axis \(a) of \(shape) and axis \(b) of \(other.shape) differ in size",
        file: file, line: line)
      if left.shape[a] == 1 {
        right = right.sum(axis: b, keepDims: true).cast(to: right.dtype)
      } else {
        left = left.sum(axis: a, keepDims: true).cast(to: left.dtype)
      }
    }
    let (rows, columns) = (
      (0..<rank).filter { !first.contains($0) }, (0..<other.rank).filter { !second.contains($0) }
    )
    let inner = first.reduce(1) { $0 * left.shape[$1] }
    let (height, width) = (
      rows.reduce(1) { $0 * shape[$1] }, columns.reduce(1) { $0 * other.shape[$1] }
    )
    let product = left.permuted(rows + first).reshaped(to: [height, inner]).matmul(
      right.permuted(second + columns).reshaped(to: [inner, width]))
    return product.reshaped(to: Shape(rows.map { shape[$0] } + columns.map { other.shape[$0] }))
  }

  /// The sum over the last `axes` axes of this tensor and the first ones of `other`, in order.
  public func tensordot(
    _ other: Tensor, axes: Int = 2, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      axes >= 0 && axes <= rank && axes <= other.rank,
      "tensordot: \(axes) axes of \(shape) and \(other.shape)", file: file, line: line)
    return tensordot(
      other, axes: (Array(rank - axes..<rank), Array(0..<axes)), file: file, line: line)
  }

  private func resolvedAxisList(_ axes: [Int], file: StaticString, line: UInt) -> [Int] {
    let resolved = axes.map { resolvedAxis($0, op: "tensordot", file: file, line: line) }
    demand(
      Set(resolved).count == resolved.count && (rank > 0 || axes.isEmpty),
      "tensordot: axes \(axes) of shape \(shape): each once", file: file, line: line)
    return resolved
  }
}
