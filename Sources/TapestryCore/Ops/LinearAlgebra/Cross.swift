extension Tensor {
  /// The cross products of vectors of three elements that lie along an axis of two tensors, which broadcast.
  /// `torch.linalg.cross`, `torch.cross`.
  ///
  /// - Parameters:
  ///   - other: of the same rank.
  ///   - axis: of size 3 in both tensors.
  public func cross(
    _ other: Tensor, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      rank == other.rank && rank > 0,
      "cross: \(shape) and \(other.shape): as many axes, at least one, are needed", file: file,
      line: line)
    let axis = resolvedAxis(axis, op: "cross", file: file, line: line)
    demand(
      shape[axis] == 3 && other.shape[axis] == 3,
      "cross: axis \(axis) of \(shape) and \(other.shape) is not of size 3 in both", file: file,
      line: line)
    _ = Tensor.broadcastShape("cross", self, other, file: file, line: line)
    // Element i is a[i + 1] b[i + 2] − a[i + 2] b[i + 1], counted around.
    let (next, after) = (Tensor([1, 2, 0], dtype: .int64), Tensor([2, 0, 1], dtype: .int64))
    return indexed(axis: axis, next) * other.indexed(axis: axis, after)
      - indexed(axis: axis, after) * other.indexed(axis: axis, next)
  }
}
