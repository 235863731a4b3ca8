extension Tensor {
  /// The powers of each element of a vector, or of each of a batch of vectors, one row each: the matrix of Vandermonde.
  /// `torch.vander`, `torch.linalg.vander`.
  ///
  /// - Parameters:
  ///   - columns: how many powers, from 0 on; as many as a vector has elements by default.
  ///   - isIncreasing: whether the power 0 comes first instead of last, as always in `torch.linalg.vander`.
  /// - Returns: `[…, n, columns]` of `[…, n]`; integers and bool give int64.
  public func vander(
    columns: Int? = nil, isIncreasing: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(rank > 0, "vander: of a scalar; a vector is needed", file: file, line: line)
    let columns = columns ?? shape[rank - 1]
    demand(columns >= 0, "vander: \(columns) columns", file: file, line: line)
    let base = cast(to: dtype.isFloatingPoint ? dtype : .int64).unsqueezed(-1)
    let powers = Tensor.arange(columns, dtype: .int64)
    let exponents = isIncreasing ? powers : powers.flipped(axes: [0])
    return base.pow(exponents.cast(to: base.dtype))
  }
}
