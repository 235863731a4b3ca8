extension Tensor {
  /// As ``quantile(_:axis:keepDims:interpolation:file:line:)-(Double,_,_,_,_,_)`` of the elements that are not NaN; NaN of none. `torch.nanquantile`.
  public func nanquantile(
    _ q: Double, axis: Int? = nil, keepDims: Bool = false,
    interpolation: QuantileInterpolation = .linear, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    quantile(
      "nanquantile", Tensor(scalar: q, dtype: dtype), axis: axis, keepDims: keepDims, interpolation,
      ignoresNaN: true, file: file, line: line)
  }

  /// Several quantiles at once.
  ///
  /// - Parameter q: a scalar, or one axis, which becomes the result's first; of this dtype. Each from 0 to 1.
  public func nanquantile(
    _ q: Tensor, axis: Int? = nil, keepDims: Bool = false,
    interpolation: QuantileInterpolation = .linear, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    quantile(
      "nanquantile", q, axis: axis, keepDims: keepDims, interpolation, ignoresNaN: true, file: file,
      line: line)
  }
}
