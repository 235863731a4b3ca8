extension Tensor {
  /// A copy with slices of `source` added at the given places of one axis. `torch.index_add`.
  ///
  /// - Parameters:
  ///   - indices: as for ``indexSelect(axis:_:file:line:)``; places that repeat add up, in order.
  ///   - source: of this dtype and shape, but for one slice per index along `axis`.
  ///   - alpha: a factor for `source`; for integers, counts without its fraction.
  public func indexAdd<Factor: TensorElement>(
    axis: Int, _ indices: Tensor, source: Tensor, alpha: Factor, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      dtype.takesFactor(alpha), "indexAdd: the factor \(alpha) does not fit in \(dtype)",
      file: file, line: line)
    let factor = Tensor(scalar: alpha, dtype: dtype.isInteger ? .int64 : dtype).cast(to: dtype)
    return withSlices("indexAdd", axis, indices, source, file: file, line: line) {
      $0.scattered(.add, axis: $1, places: $2, source: $3 * factor)
    }
  }

  /// As above, without a factor.
  public func indexAdd(
    axis: Int, _ indices: Tensor, source: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    withSlices("indexAdd", axis, indices, source, file: file, line: line) {
      $0.scattered(.add, axis: $1, places: $2, source: $3)
    }
  }
}
