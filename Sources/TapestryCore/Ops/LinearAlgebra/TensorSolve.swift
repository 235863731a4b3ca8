extension Tensor {
  /// X for which the tensor product of this tensor with X, over all axes of X, is `b`. `torch.linalg.tensorsolve`.
  ///
  /// - Parameters:
  ///   - b: usually of the first sizes of this tensor.
  ///   - axes: axes to be moved to the end first.
  /// - Throws: where the system is singular.
  /// - Returns: the sizes behind those of `b`; their product must be the number of elements of `b`. float32 and float64 only.
  public func tensorsolve(
    _ b: Tensor, axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorableDType("tensorsolve", file: file, line: line)
    Tensor.checkSameDType("tensorsolve", self, b, file: file, line: line)
    let moved = (axes ?? []).map { resolvedAxis($0, op: "tensorsolve", file: file, line: line) }
    demand(
      Set(moved).count == moved.count, "tensorsolve: an axis appears twice in \(axes ?? [])",
      file: file, line: line)
    let a = permuted((0..<rank).filter { !moved.contains($0) } + moved)
    let result = Shape(a.shape.dropFirst(b.rank))
    demand(
      a.rank >= b.rank && result.product == b.count && a.count == b.count * b.count,
      "tensorsolve: \(a.shape) and right-hand side \(b.shape): the sizes behind those of the latter must have the product \(b.count), and so must the others",
      file: file, line: line)
    let (x, info) = a.reshaped(to: [b.count, b.count]).solved(b.reshaped(to: [b.count, 1]))
    try LinearAlgebraError.check(info, "tensorsolve") { .singular(pivot: $0) }
    return x.reshaped(to: result)
  }
}
