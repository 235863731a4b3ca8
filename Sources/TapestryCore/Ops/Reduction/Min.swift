import CKernels

extension Tensor {
  /// The smallest element; NaN where one is NaN. Equal ones share the gradient. `torch.min`.
  public func min(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    extremum(
      "min", TK_MIN, axes: nil, keepDims: false, gradientOfNaN: .shared, file: file, line: line)
  }

  /// The smallest element along one axis, and where it first stands (int64). The gradient goes there. `torch.min`.
  public func min(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> (values: Tensor, indices: Tensor) {
    extremum(
      "min", placedBy: TK_ARGMIN, axis: axis, keepDims: keepDims, file: file, line: line)
  }

  /// The smallest element along some axes, or of all; NaN where one is NaN. Equal ones share the gradient. `torch.amin`.
  public func amin(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    extremum("amin", TK_MIN, axes: axes, keepDims: keepDims, file: file, line: line)
  }

  /// The same along one axis.
  public func amin(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    amin(axes: [axis], keepDims: keepDims, file: file, line: line)
  }

  /// Where the smallest element along an axis, or of the flattened tensor, first stands: int64. `torch.argmin`.
  public func argmin(
    axis: Int? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    extremePlace("argmin", TK_ARGMIN, axis: axis, keepDims: keepDims, file: file, line: line)
  }
}
