extension Tensor {
  /// A copy in which slices of `source` are combined at the given places of one axis. `torch.index_reduce`.
  ///
  /// - Parameters:
  ///   - indices: as for ``indexSelect(axis:_:file:line:)``; places may repeat.
  ///   - source: of this dtype and shape, but for one slice per index along `axis`.
  ///   - reduce, includesSelf: as for ``scatterReduce(axis:indices:source:reduce:includesSelf:file:line:)``.
  public func indexReduce(
    axis: Int, _ indices: Tensor, source: Tensor, reduce: ScatterReduction,
    includesSelf: Bool = true, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    withSlices("indexReduce", axis, indices, source, file: file, line: line) {
      $0.scatterReduced("indexReduce", $1, $2, $3, reduce, includesSelf, file: file, line: line)
    }
  }
}
