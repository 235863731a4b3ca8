import CKernels

extension Tensor {
  /// Whether every element along some axes, or of all, is other than 0: bool. `torch.all`.
  public func all(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "all", file: file, line: line)
    return Reduction.run(TK_ALL, self, over: chosen, as: .bool)
      .dropping(chosen, unless: keepDims)
  }
}
