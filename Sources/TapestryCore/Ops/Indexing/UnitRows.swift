extension Tensor {
  /// The slices of the first axis at the given places, with bytes from 0 to 255 as fractions from 0 to 1.
  ///
  /// What a batch of images takes, in one pass over its pixels: it equals
  /// `indexSelect(axis: 0, places).cast(to: .float32) / 255`, and nothing is recorded.
  ///
  /// - Parameter places: as for ``indexSelect(axis:_:file:line:)``.
  /// - Returns: float32.
  package func unitRows(
    _ places: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      dtype == .uint8 && rank > 0 && places.rank == 1,
      "unitRows: places \(places.shape) into \(dtype) \(shape); uint8 rows are needed",
      file: file, line: line)
    let (_, places) = indexOperands("unitRows", 0, places, file: file, line: line)
    var shape = shape
    shape[0] = places.count
    let result = Tensor(uninitialized: shape, dtype: .float32)
    Gather.unitRows(noGrad { contiguous() }, places, into: result)
    return result
  }
}
