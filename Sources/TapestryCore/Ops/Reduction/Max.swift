import CKernels

extension Tensor {
  /// The largest element; NaN where one is NaN. Equal ones share the gradient. `torch.max`.
  public func max(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    amax(file: file, line: line)
  }

  /// The largest element along one axis, and where it first stands (int64). The gradient goes there. `torch.max`.
  public func max(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let indices = argmax(axis: axis, keepDims: true, file: file, line: line)
    let values = rank == 0 ? self : gathered(axis: axis, indices: indices)
    if keepDims || rank == 0 { return (values, indices) }
    return (values.squeezed(axis), indices.squeezed(axis))
  }

  /// The largest element along some axes, or of all; NaN where one is NaN. Equal ones share the gradient. `torch.amax`.
  public func amax(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "amax", file: file, line: line)
    checkNotEmpty("amax", along: chosen, file: file, line: line)
    let result = Reduction.run(TK_MAX, self, over: chosen, as: dtype)
      .dropping(chosen, unless: keepDims)
    return result.recorded(
      self,
      ExtremumDerivative(
        input: SavedTensor(self), output: SavedTensor(output: result), reduced: chosen))
  }

  /// Where the largest element along an axis, or of the flattened tensor, first stands: int64. `torch.argmax`.
  public func argmax(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let axis else {
      let flat = noGrad { reshaped(to: [-1]) }.argmax(axis: 0, file: file, line: line)
      return keepDims ? flat.reshaped(to: Shape(repeating: 1, count: rank)) : flat
    }
    let chosen = resolvedAxes([axis], op: "argmax", file: file, line: line)
    checkNotEmpty("argmax", along: chosen, file: file, line: line)
    return Reduction.run(TK_ARGMAX, self, over: chosen, as: .int64)
      .dropping(chosen, unless: keepDims)
  }
}
