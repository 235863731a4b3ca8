/// Shifts and scales each channel of each example to mean 0 and variance 1, then multiplies by `weight` and adds `bias`.
///
/// - Parameters:
///   - x: `[batch, channels, …]` with at least one axis behind the channels and more than one element there, of a floating-point
///     dtype.
///   - runningMean: `[channels]`, moved in place towards the mean over examples of the means; what stands for the mean where
///     `useInputStats` is false.
///   - runningVar: `[channels]`, the same of the variance: the unbiased one, which divides by one less.
///   - weight: `[channels]`, or nil for ones.
///   - bias: `[channels]`, or nil for zeros.
///   - useInputStats: whether mean and variance are the input's own.
///   - momentum: the input's share in the new running statistics.
///   - epsilon: added to the variance, which is the biased one.
/// - Returns: the shape and dtype of `x`; dtypes of all others must be that of `x`.
///
/// `torch.nn.functional.instance_norm`; Ulyanov, Vedaldi & Lempitsky, 2016.
public func instanceNorm(
  _ x: Tensor, runningMean: Tensor? = nil, runningVar: Tensor? = nil, weight: Tensor? = nil,
  bias: Tensor? = nil, useInputStats: Bool = true, momentum: Double = 0.1, epsilon: Double = 1e-5,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (x, weight, bias) = (
    x.autocast(for: .normalization), weight?.autocast(for: .normalization),
    bias?.autocast(for: .normalization)
  )
  demandFloatingPoint("instanceNorm", x, file: file, line: line)
  demand(
    x.rank >= 3,
    "instanceNorm: input \(x.shape) must be [batch, channels, …] of three axes or more",
    file: file, line: line)
  let factors: [(StaticString, Tensor?)] = [
    ("running mean", runningMean), ("running variance", runningVar), ("weight", weight),
    ("bias", bias),
  ]
  for (name, values) in factors {
    demandChannelValues("instanceNorm", name, values, of: x, file: file, line: line)
  }
  if !useInputStats {
    demand(
      runningMean != nil && runningVar != nil,
      "instanceNorm: running mean and variance are needed where useInputStats is false", file: file,
      line: line)
    return batchNorm(
      x, runningMean: runningMean, runningVar: runningVar, weight: weight, bias: bias,
      epsilon: epsilon, file: file, line: line)
  }
  let size = x.shape.dropFirst(2).reduce(1, *)
  demand(
    size != 1, "instanceNorm: one element for each channel in input \(x.shape); more are needed",
    file: file, line: line)
  let result = groupNormalized(
    x, groups: x.shape[1], weight: weight, bias: bias, epsilon: epsilon)
  if x.count > 0 {
    noGrad {
      if let runningMean {
        runningMean *= 1 - momentum
        runningMean += result.mean.mean(axis: 0) * momentum
      }
      if let runningVar {
        let variance = result.scale.square().reciprocal() - epsilon
        runningVar *= 1 - momentum
        runningVar += variance.mean(axis: 0) * (momentum * Double(size) / Double(size - 1))
      }
    }
  }
  return result.output
}
