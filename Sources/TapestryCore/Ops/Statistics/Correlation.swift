extension Tensor {
  /// The correlation coefficient of each two variables, of which each row holds the observations. `torch.corrcoef`.
  ///
  /// - Returns: `[variables, variables]`, a scalar of one variable; integers give float32. NaN beside a variable that does not vary.
  public func corrcoef(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(
      rank <= 2 && dtype != .bool, "corrcoef: observations of \(dtype) \(shape)", file: file,
      line: line)
    let covariance = cov()
    if covariance.rank == 0 { return covariance / covariance }
    let size = covariance.shape[0]
    let diagonal = Tensor.arange(size).reshaped(to: [size, 1])
    let deviation = covariance.gathered(axis: 1, indices: diagonal).sqrt()
    return (covariance / deviation / deviation.transposed(0, 1)).clamped(min: -1.0, max: 1.0)
  }
}
