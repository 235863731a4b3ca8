extension Tensor {
  /// The sum of the products of the elements of two vectors of one size. `torch.dot`.
  public func dot(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    strictProduct("dot", other, ranks: (1, 1), file: file, line: line)
  }

  /// As ``dot(_:file:line:)``: the conjugate of real numbers is themselves. `torch.vdot`.
  public func vdot(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    strictProduct("vdot", other, ranks: (1, 1), file: file, line: line)
  }

  /// The dot products of vectors that lie along an axis of two tensors, which broadcast. `torch.linalg.vecdot`.
  ///
  /// - Parameter axis: of the broadcast shape; of the same size in both tensors.
  public func vecdot(
    _ other: Tensor, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let shape = Tensor.broadcastShape("vecdot", self, other, file: file, line: line)
    let (left, right) = (expanded(to: shape), other.expanded(to: shape))
    let resolved = left.resolvedAxis(axis, op: "vecdot", file: file, line: line)
    demand(
      shape.count > 0, "vecdot: \(self.shape) · \(other.shape): scalars have no axis; use *",
      file: file, line: line)
    return (left * right).sum(axis: resolved).cast(to: DType.promote(dtype, other.dtype))
  }
}
