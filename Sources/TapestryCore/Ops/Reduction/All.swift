import CKernels

extension Tensor {
  /// Whether all elements along some axes, or all there are, are other than 0: bool, or for uint8 that. `torch.all`.
  public func all(
    axes: [Int]? = nil, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "all", file: file, line: line)
    let result = Reduction.run(TK_ALL, self, over: chosen, as: .bool)
      .dropping(chosen, unless: keepDims).untaped("all")
    return dtype == .uint8 ? result.cast(to: .uint8) : result
  }

  /// The same along one axis.
  public func all(
    axis: Int, keepDims: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    all(axes: [axis], keepDims: keepDims, file: file, line: line)
  }
}
