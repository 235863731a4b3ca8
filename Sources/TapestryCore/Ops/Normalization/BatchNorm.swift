/// Shifts and scales each channel to mean 0 and variance 1, taken over the batch and all axes behind the channels, then multiplies by
/// `weight` and adds `bias`.
///
/// - Parameters:
///   - x: `[batch, channels, …]`, of a floating-point dtype; no elements at all give none.
///   - runningMean: `[channels]`, what stands for the mean where `isTraining` is false; where it is true, it is moved towards the
///     batch's in place.
///   - runningVar: `[channels]`, the same of the variance: the unbiased one, which divides by one less.
///   - weight: `[channels]`, or nil for ones.
///   - bias: `[channels]`, or nil for zeros.
///   - isTraining: whether mean and variance are the batch's own, of more than one element for each channel.
///   - momentum: the batch's share in the new running statistics.
///   - epsilon: added to the variance, which is the biased one; above 0 in training.
/// - Returns: the shape and dtype of `x`; dtypes of all others must be that of `x`.
///
/// Equal to `(x - mean) / (variance + epsilon).sqrt() * weight + bias`. `torch.nn.functional.batch_norm`; Ioffe & Szegedy, 2015.
public func batchNorm(
  _ x: Tensor, runningMean: Tensor? = nil, runningVar: Tensor? = nil, weight: Tensor? = nil,
  bias: Tensor? = nil, isTraining: Bool = false, momentum: Double = 0.1, epsilon: Double = 1e-5,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  nativeBatchNorm(
    "batchNorm", x, weight, bias, runningMean, runningVar, isTraining: isTraining,
    momentum: momentum, epsilon: epsilon, file: file, line: line
  ).output
}

/// As ``batchNorm(_:runningMean:runningVar:weight:bias:isTraining:momentum:epsilon:file:line:)``, with what the result was computed
/// by: of each channel the batch's mean and the factor `1 / sqrt(variance + epsilon)`, which are not differentiated; empty
/// where the running statistics were used. `torch.native_batch_norm`.
public func nativeBatchNorm(
  _ x: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, runningMean: Tensor? = nil,
  runningVar: Tensor? = nil, isTraining: Bool, momentum: Double = 0.1, epsilon: Double = 1e-5,
  file: StaticString = #fileID, line: UInt = #line
) -> (output: Tensor, mean: Tensor, scale: Tensor) {
  nativeBatchNorm(
    "nativeBatchNorm", x, weight, bias, runningMean, runningVar, isTraining: isTraining,
    momentum: momentum, epsilon: epsilon, file: file, line: line)
}

private func nativeBatchNorm(
  _ op: StaticString, _ x: Tensor, _ weight: Tensor?, _ bias: Tensor?, _ runningMean: Tensor?,
  _ runningVar: Tensor?, isTraining: Bool, momentum: Double, epsilon: Double, file: StaticString,
  line: UInt
) -> (output: Tensor, mean: Tensor, scale: Tensor) {
  let (x, weight, bias) = (
    x.autocast(for: .normalization), weight?.autocast(for: .normalization),
    bias?.autocast(for: .normalization)
  )
  demandFloatingPoint(op, x, file: file, line: line)
  if x.shape == [0]
    && [weight, bias, runningMean, runningVar].allSatisfy({ $0?.shape ?? [0] == [0] })
  {
    let empty = Tensor.zeros([0], dtype: x.dtype)
    return (x * empty, empty, empty)
  }
  demand(
    x.rank >= 2, "\(op): input \(x.shape) must be [batch, channels, …]", file: file, line: line)
  let factors: [(StaticString, Tensor?)] = [
    ("running mean", runningMean), ("running variance", runningVar), ("weight", weight),
    ("bias", bias),
  ]
  for (name, values) in factors {
    demandChannelValues(op, name, values, of: x, file: file, line: line)
  }
  demand(
    isTraining || (runningMean != nil && runningVar != nil),
    "\(op): running mean and variance are needed where isTraining is false", file: file, line: line)
  demand(
    isTraining ? epsilon > 0 : epsilon >= 0,
    "\(op): an epsilon of \(epsilon), which must be \(isTraining ? "above" : "at least") 0",
    file: file, line: line)
  let elements = x.shape[1] == 0 ? 0 : x.count / x.shape[1]
  demand(
    !isTraining || elements != 1,
    "\(op): one element for each channel in input \(x.shape); training needs more", file: file,
    line: line)
  if x.dtype.computeType != x.dtype {
    let (mean, variance) = noGrad { (runningMean?.computable, runningVar?.computable) }
    let result = nativeBatchNorm(
      op, x.computable, weight?.computable, bias?.computable, mean, variance,
      isTraining: isTraining, momentum: momentum, epsilon: epsilon, file: file, line: line)
    if isTraining {
      noGrad {
        if let runningMean { runningMean[.ellipsis] = mean! }
        if let runningVar { runningVar[.ellipsis] = variance! }
      }
    }
    return (
      result.output.rounded(like: x), result.mean.rounded(like: x), result.scale.rounded(like: x)
    )
  }
  if x.count == 0 {
    return (x * Tensor.zeros(like: x), .zeros([0], dtype: x.dtype), .zeros([0], dtype: x.dtype))
  }

  let (input, mean, variance) = noGrad { () -> (Tensor, Tensor, Tensor) in
    let input = x.contiguous()
    guard isTraining else { return (input, runningMean!.contiguous(), runningVar!.contiguous()) }
    let (mean, variance) = ChannelNorm.moments(input)
    let unbiased = variance * (Double(elements) / Double(elements - 1))
    for (running, new) in [(runningMean, mean), (runningVar, unbiased)] {
      guard let running else { continue }
      running *= 1 - momentum
      running += new * momentum
    }
    return (input, mean, variance)
  }
  let (result, scale) = noGrad { () -> (Tensor, Tensor) in
    let scale = (variance + epsilon).rsqrt()
    let factor = weight.map { scale * $0 } ?? scale
    return (
      ChannelNorm.scaled(input, mean: mean, factor: factor, bias: bias?.contiguous()), scale
    )
  }
  let output = result.recorded(
    [x, weight, bias].compactMap(\.self),
    BatchNormDerivative(
      input: SavedTensor(x), weight: weight.map { SavedTensor($0) },
      mean: mean.detachedCopy(of: runningMean),
      scale: scale, epsilon: epsilon, isTraining: isTraining))
  return isTraining
    ? (output, mean, scale) : (output, .zeros([0], dtype: x.dtype), .zeros([0], dtype: x.dtype))
}

struct BatchNormDerivative: Derivative {
  static let name = "batchNorm"
  let input: SavedTensor
  let weight: SavedTensor?
  /// Of each channel the mean, and the factor that brings its variance to 1.
  let mean, scale: Tensor
  let epsilon: Double
  let isTraining: Bool

  private var biasIndex: Int { weight == nil ? 1 : 2 }

  func propagate(_ gradient: consuming Tensor, to inputs: InputGradients) {
    if isRecording { return propagatePlainly(gradient, to: inputs) }
    let x = input.value.contiguous()
    gradient = gradient.contiguous()
    let (sums, products) = ChannelNorm.sums(gradient, x, mean: mean)
    let factor = weight.map { scale * $0.value } ?? scale
    if isTraining {
      let elements = Double(x.count / x.shape[1])
      let result = (consume gradient).replaced {
        ChannelNorm.backward(
          $0, x, mean: mean, factor: factor, offset: sums * factor / elements,
          slope: products * scale * scale * factor / elements, into: $1)
      }
      inputs.add(0, result)
    } else {
      inputs.add(0, gradient * factor.shapedForChannels(rank: x.rank))
    }
    if weight != nil { inputs.add(1, products * scale) }
    inputs.add(biasIndex, sums)
  }

  /// The same by tensor operations, which can be differentiated in turn.
  private func propagatePlainly(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let axes = [0] + Array(2..<x.rank)
    let g =
      weight.map { gradient * $0.value.shapedForChannels(rank: x.rank) } ?? gradient
    let normalized: Tensor
    if isTraining {
      let derivative = x.normalizationGradient(g, axes: axes, epsilon: epsilon)
      inputs.add(0, derivative.input)
      normalized = derivative.normalized
    } else {
      let scale = scale.shapedForChannels(rank: x.rank)
      inputs.add(0, g * scale)
      normalized = (x - mean.shapedForChannels(rank: x.rank)) * scale
    }
    if weight != nil { inputs.add(1, (gradient * normalized).sum(axes: axes)) }
    inputs.add(biasIndex, gradient.sum(axes: axes))
  }
}

extension Tensor {
  /// This tensor, or a copy where it is `other` or shares its elements: running statistics change while the tape remembers.
  fileprivate func detachedCopy(of other: Tensor?) -> Tensor {
    guard let other, storage.isSame(as: other.storage) else { return self }
    return noGrad { clone() }
  }
}
