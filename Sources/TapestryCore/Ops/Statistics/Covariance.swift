extension Tensor {
  /// The covariance of each two variables, of which each row holds the observations. `torch.cov`.
  ///
  /// - Parameters:
  ///   - correction: is subtracted from the number of observations by which sums are divided; not more of them give NaN or infinities.
  ///   - frequencies: `fweights`: one whole number for each observation: how often it was made.
  ///   - weights: `aweights`: one number, not less than 0, for each observation: how much it counts.
  /// - Returns: `[variables, variables]`, a scalar of one variable; integers give float32.
  public func cov(
    correction: Double = 1, frequencies: Tensor? = nil, weights: Tensor? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      rank <= 2 && dtype != .bool, "cov: observations of \(dtype) \(shape)", file: file, line: line)
    let x = rank < 2 ? reshaped(to: [1, count]) : self
    let size = x.shape[1]
    checkWeights(frequencies, weights, size: size, file: file, line: line)
    var shares = frequencies ?? weights
    if let frequencies, let weights { shares = frequencies * weights }
    let total =
      shares.map { $0.sum().asFloatingPoint } ?? Tensor(scalar: size, dtype: dtype.promotedToFloat)
    let mean = (shares.map { x * $0 } ?? x).sum(axis: 1, keepDims: true) / total
    var divisor = total - correction
    if let weights, let shares, correction != 0 {
      divisor = total - (shares * weights).sum() * correction / total
    }
    let distances = x - mean
    let products = distances.matmul((shares.map { distances * $0 } ?? distances).transposed(0, 1))
    return (products / divisor.maximum(0)).squeezed()
  }

  private func checkWeights(
    _ frequencies: Tensor?, _ weights: Tensor?, size: Int, file: StaticString, line: UInt
  ) {
    if let frequencies {
      demand(
        frequencies.shape == [size] && frequencies.dtype.isInteger,
        "cov: frequencies \(frequencies.dtype) \(frequencies.shape) for \(size) observations",
        file: file, line: line)
      demand(
        !(frequencies .< 0).any().item(as: Bool.self), "cov: a frequency is less than 0",
        file: file, line: line)
    }
    if let weights {
      demand(
        weights.shape == [size] && weights.dtype.isFloatingPoint,
        "cov: weights \(weights.dtype) \(weights.shape) for \(size) observations", file: file,
        line: line)
      demand(
        !(weights .< 0).any().item(as: Bool.self), "cov: a weight is less than 0", file: file,
        line: line)
    }
  }
}
