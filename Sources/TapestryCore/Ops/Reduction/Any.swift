import CKernels

extension Tensor {
  /// Whether any element along some axes, or of all, is other than 0: bool, or for uint8 that. `torch.any`.
  public func any(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "any", file: file, line: line)
    let result = Reduction.run(TK_ANY, self, over: chosen, as: .bool)
      .dropping(chosen, unless: keepDims).untaped("any")
    return dtype == .uint8 ? result.cast(to: .uint8) : result
  }

  /// The same along one axis.
  public func any(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    any(axes: [axis], keepDims: keepDims, file: file, line: line)
  }
}
