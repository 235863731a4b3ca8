// What normalising operations have in common.

/// Checks a factor of one number for each channel, or statistics of them.
func demandChannelValues(
  _ op: StaticString, _ name: StaticString, _ values: Tensor?, of x: Tensor, file: StaticString,
  line: UInt
) {
  guard let values else { return }
  demand(
    values.shape == [x.shape[1]] && values.dtype == x.dtype,
    "\(op): \(name) of \(values.dtype) \(values.shape) for input \(x.dtype) \(x.shape) must be \(x.dtype) [\(x.shape[1])]",
    file: file, line: line)
}

extension Tensor {
  /// A vector of one number for each channel, as it lies beside `[batch, channels, …]` of the given rank.
  func shapedForChannels(rank: Int) -> Tensor {
    reshaped(to: Shape([1, count] + Array(repeating: 1, count: rank - 2)))
  }

  /// The derivatives of `(x - mean) / sqrt(variance + epsilon)`, mean and variance taken along some axes, from its gradient `g`, and the
  /// normalised elements; by tensor operations, which can be differentiated in turn.
  func normalizationGradient(
    _ g: Tensor, axes: [Int], epsilon: Double
  ) -> (input: Tensor, normalized: Tensor) {
    func average(_ y: Tensor) -> Tensor { y.mean(axes: axes, keepDims: true) }
    let centered = self - average(self)
    let scale = (average(centered * centered) + epsilon).rsqrt()
    let normalized = centered * scale
    return (scale * (g - average(g) - normalized * average(g * normalized)), normalized)
  }
}
