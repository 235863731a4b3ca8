import CKernels

extension Tensor {
  /// The smallest element; NaN where one is NaN. Equal ones share the gradient. `torch.min`.
  public func min(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    amin(file: file, line: line)
  }

  /// The smallest element along one axis, and where it first stands (int64). The gradient goes there. `torch.min`.
  public func min(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    let indices = argmin(axis: axis, keepDims: true, file: file, line: line)
    let values = rank == 0 ? self : gathered(axis: axis, indices: indices)
    if keepDims || rank == 0 { return (values, indices) }
    return (values.squeezed(axis), indices.squeezed(axis))
  }

  /// The smallest element along some axes, or of all; NaN where one is NaN. Equal ones share the gradient. `torch.amin`.
  public func amin(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "amin", file: file, line: line)
    checkNotEmpty("amin", along: chosen, file: file, line: line)
    let result = Reduction.run(TK_MIN, self, over: chosen, as: dtype)
      .dropping(chosen, unless: keepDims)
    return result.recorded(
      self,
      ExtremumDerivative(
        input: SavedTensor(self), output: SavedTensor(output: result), reduced: chosen))
  }

  /// Where the smallest element along an axis, or of the flattened tensor, first stands: int64. `torch.argmin`.
  public func argmin(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    guard let axis else {
      let flat = noGrad { reshaped(to: [-1]) }.argmin(axis: 0, file: file, line: line)
      return keepDims ? flat.reshaped(to: Shape(repeating: 1, count: rank)) : flat
    }
    let chosen = resolvedAxes([axis], op: "argmin", file: file, line: line)
    checkNotEmpty("argmin", along: chosen, file: file, line: line)
    return Reduction.run(TK_ARGMIN, self, over: chosen, as: .int64)
      .dropping(chosen, unless: keepDims)
  }
}
