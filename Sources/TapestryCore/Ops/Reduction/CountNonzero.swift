import CKernels

extension Tensor {
  /// How many elements along some axes, or of all, are other than 0; NaN is: int64. `torch.count_nonzero`.
  public func countNonzero(
    axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "countNonzero", file: file, line: line)
    return Reduction.run(TK_COUNT_NONZERO, self, over: chosen, as: .int64)
      .dropping(chosen, unless: false).untaped("countNonzero")
  }

  /// The number along one axis.
  public func countNonzero(
    axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    countNonzero(axes: [axis], file: file, line: line)
  }
}
