extension Tensor {
  /// A copy with slices of `source` at the given places of one axis. `torch.index_copy`.
  ///
  /// - Parameters:
  ///   - indices: as for ``indexSelect(axis:_:file:line:)``; of slices for one place the last stays.
  ///   - source: of this dtype and shape, but for one slice per index along `axis`.
  public func indexCopy(
    axis: Int, _ indices: Tensor, source: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    withSlices("indexCopy", axis, indices, source, file: file, line: line) {
      $0.scattered(.replace, axis: $1, places: $2, source: $3)
    }
  }
}
