import CKernels

extension Tensor {
  /// The largest element; NaN where one is NaN. Equal ones share the gradient. `torch.max`.
  public func max(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    extremum(
      "max", TK_MAX, axes: nil, keepDims: false, gradientOfNaN: .shared, file: file, line: line)
  }

  /// The largest element along one axis, and where it first stands (int64). The gradient goes there. `torch.max`.
  public func max(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    extremum(
      "max", placedBy: TK_ARGMAX, axis: axis, keepDims: keepDims, file: file, line: line)
  }

  /// The largest element along some axes, or of all; NaN where one is NaN. Equal ones share the gradient. `torch.amax`.
  public func amax(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    extremum("amax", TK_MAX, axes: axes, keepDims: keepDims, file: file, line: line)
  }

  /// The same along one axis.
  public func amax(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    amax(axes: [axis], keepDims: keepDims, file: file, line: line)
  }

  /// Where the largest element along an axis, or of the flattened tensor, first stands: int64. `torch.argmax`.
  public func argmax(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    extremePlace("argmax", TK_ARGMAX, axis: axis, keepDims: keepDims, file: file, line: line)
  }
}
