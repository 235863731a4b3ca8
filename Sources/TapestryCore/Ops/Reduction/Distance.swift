extension Tensor {
  /// The p-norm of the difference to another tensor: a scalar. `torch.dist`.
  ///
  /// - Parameters:
  ///   - other: of a shape that broadcasts with this one. The result of promotion must be a floating-point dtype.
  ///   - p: any number, see ``norm(_:axes:keepDims:dtype:file:line:)``.
  public func dist(
    _ other: Tensor, p: Double = 2, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    _ = Tensor.broadcastShape("dist", self, other, file: file, line: line)
    return (self - other).vectorNorm(
      "dist", p, axes: nil, keepDims: false, file: file, line: line)
  }
}
