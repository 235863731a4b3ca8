extension Tensor {
  /// The sums of products along the last axes of two tensors: every vector of one with every vector of the other. `torch.inner`.
  ///
  /// - Parameter other: its last size is that of this tensor. A scalar on either side multiplies.
  /// - Returns: the other sizes of this tensor, then those of `other`.
  public func inner(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if rank == 0 || other.rank == 0 { return self * other }
    demand(
      shape.last! == other.shape.last!,
      "inner: last sizes of \(shape) and \(other.shape) differ", file: file, line: line)
    return tensordot(other, axes: ([-1], [-1]), file: file, line: line)
  }
}
