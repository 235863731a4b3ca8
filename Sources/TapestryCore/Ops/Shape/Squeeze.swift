extension Tensor {
  /// A view without the axes of size 1, or without one of them. `torch.squeeze`.
  ///
  /// An axis that is named and of another size stays.
  public func squeezed(
    _ axis: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let axis else { return reshaped(to: Shape(shape.filter { $0 != 1 })) }
    let resolved = resolvedAxis(axis, op: "squeezed", file: file, line: line)
    if rank == 0 || shape[resolved] != 1 { return self }
    var target = shape
    target.remove(at: resolved)
    return reshaped(to: target)
  }

  /// A view without those of the given axes whose size is 1. `torch.squeeze`.
  public func squeezed(
    axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if axes.isEmpty { return reshaped(to: shape) }
    let chosen = resolvedAxes(axes, op: "squeezed", file: file, line: line)
    return reshaped(
      to: Shape(shape.indices.filter { !chosen[$0] || shape[$0] != 1 }.map { shape[$0] }))
  }

  /// A view with one more axis, of size 1, at the given place; −1 is the last. `torch.unsqueeze`.
  public func unsqueezed(
    _ axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = axis < 0 ? axis + rank + 1 : axis
    demand(
      (0...rank).contains(resolved),
      "unsqueezed: axis \(axis) is out of range for shape \(shape), which takes \(-rank - 1)…\(rank)",
      file: file, line: line)
    var target = shape
    target.insert(1, at: resolved)
    return reshaped(to: target)
  }
}
