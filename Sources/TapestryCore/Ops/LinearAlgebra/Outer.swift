extension Tensor {
  /// The product of each element of one vector with each of another: `[m, n]` of `[m]` and `[n]`. `torch.outer`, `torch.ger`.
  public func outer(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(
      rank == 1 && other.rank == 1,
      "outer: \(shape) and \(other.shape): two vectors are needed", file: file, line: line)
    return unsqueezed(1) * other
  }
}
