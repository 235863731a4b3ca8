extension Tensor {
  /// The powers of each element of a vector, one row each: the matrix of Vandermonde. `torch.vander`.
  ///
  /// - Parameters:
  ///   - columns: how many powers, from 0 on; as many as elements by default.
  ///   - isIncreasing: whether the power 0 comes first instead of last.
  /// - Returns: `[count, columns]`; integers and bool give int64.
  public func vander(
    columns: Int? = nil, isIncreasing: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(rank == 1, "vander: of shape \(shape); a vector is needed", file: file, line: line)
    let columns = columns ?? count
    demand(columns >= 0, "vander: \(columns) columns", file: file, line: line)
    let base = cast(to: dtype.isFloatingPoint ? dtype : .int64).unsqueezed(1)
    let powers = Tensor.arange(columns, dtype: .int64)
    let exponents = isIncreasing ? powers : powers.flipped(axes: [0])
    return base.pow(exponents.cast(to: base.dtype))
  }
}
