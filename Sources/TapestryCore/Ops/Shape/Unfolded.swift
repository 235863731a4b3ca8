extension Tensor {
  /// A view of all windows of an axis: its places become windows, whose elements lie along a new last axis. `torch.Tensor.unfold`.
  ///
  /// - Parameters:
  ///   - size: of a window; not larger than the axis.
  ///   - step: between the beginnings of windows, at least 1. Windows overlap where it is smaller than `size`.
  public func unfolded(
    axis: Int, size: Int, step: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "unfolded", file: file, line: line)
    let length = rank == 0 ? 1 : shape[resolved]
    demand(
      (0...length).contains(size) && step > 0,
      "unfolded: windows of \(size) by steps of \(step) along axis \(axis) of shape \(shape)",
      file: file, line: line)
    if rank == 0 { return reshaped(to: [1]).sliced(axis: 0, start: 0, size: size, step: 1) }
    var (shape, strides) = (self.shape, self.strides)
    shape[resolved] = (length - size) / step + 1
    shape.append(size)
    strides.append(strides[resolved])
    strides[resolved] *= step
    let result = Tensor(viewOf: self, shape: shape, strides: strides, offset: offset)
    return result.recorded(
      self,
      StridedViewDerivative(
        layout: ViewLayout(of: self) { $0.unfolded(axis: resolved, size: size, step: step) }))
  }
}
