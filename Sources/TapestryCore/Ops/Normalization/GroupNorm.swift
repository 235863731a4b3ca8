/// Shifts and scales groups of channels of each example to mean 0 and variance 1, then multiplies each channel by `weight` and adds `bias`.
///
/// - Parameters:
///   - x: `[batch, channels, …]`, of a floating-point dtype.
///   - groups: how many; divides the number of channels.
///   - weight: `[channels]`, or nil for ones.
///   - bias: `[channels]`, or nil for zeros.
///   - epsilon: added to the variance, which is the biased one.
/// - Returns: the shape and dtype of `x`; dtypes of `weight` and `bias` must be that of `x`.
///
/// `torch.nn.functional.group_norm`; Wu & He, 2018.
public func groupNorm(
  _ x: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (x, weight, bias) = (
    x.autocast(for: .normalization), weight?.autocast(for: .normalization),
    bias?.autocast(for: .normalization)
  )
  checkGroupNorm("groupNorm", x, groups, weight, bias, file: file, line: line)
  demand(
    x.count / groups != 1,
    "groupNorm: one element for each group in input \(x.shape), whose variance is 0", file: file,
    line: line)
  return groupNormalized(x, groups: groups, weight: weight, bias: bias, epsilon: epsilon).output
}

/// As ``groupNorm(_:groups:weight:bias:epsilon:file:line:)``, with mean and factor `1 / sqrt(variance + epsilon)` of each
/// group, `[batch, groups]`, which can be differentiated too. `torch.native_group_norm`.
public func nativeGroupNorm(
  _ x: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, epsilon: Double = 1e-5,
  file: StaticString = #fileID, line: UInt = #line
) -> (output: Tensor, mean: Tensor, scale: Tensor) {
  let (x, weight, bias) = (
    x.autocast(for: .normalization), weight?.autocast(for: .normalization),
    bias?.autocast(for: .normalization)
  )
  checkGroupNorm("nativeGroupNorm", x, groups, weight, bias, file: file, line: line)
  let result = groupNormalized(x, groups: groups, weight: weight, bias: bias, epsilon: epsilon)
  guard x.requiresGrad && isRecording && x.count > 0 else { return result }
  let rows = x.reshaped(to: [x.shape[0], groups, x.count / (x.shape[0] * groups)])
  let mean = rows.mean(axis: 2)
  let variance = (rows - mean.unsqueezed(2)).square().mean(axis: 2)
  return (result.output, mean, (variance + epsilon).rsqrt())
}

private func checkGroupNorm(
  _ op: StaticString, _ x: Tensor, _ groups: Int, _ weight: Tensor?, _ bias: Tensor?,
  file: StaticString, line: UInt
) {
  demandFloatingPoint(op, x, file: file, line: line)
  demand(
    x.rank >= 2, "\(op): input \(x.shape) must be [batch, channels, …]", file: file, line: line)
  demand(
    groups > 0 && x.shape[1] % groups == 0,
    "\(op): \(groups) groups do not divide the \(x.shape[1]) channels of input \(x.shape)",
    file: file, line: line)
  demandChannelValues(op, "weight", weight, of: x, file: file, line: line)
  demandChannelValues(op, "bias", bias, of: x, file: file, line: line)
}

/// The normalised groups of checked operands.
func groupNormalized(
  _ x: Tensor, groups: Int, weight: Tensor?, bias: Tensor?, epsilon: Double
) -> (output: Tensor, mean: Tensor, scale: Tensor) {
  if x.dtype.computeType != x.dtype {
    let result = groupNormalized(
      x.computable, groups: groups, weight: weight?.computable, bias: bias?.computable,
      epsilon: epsilon)
    return (
      result.output.rounded(like: x), result.mean.rounded(like: x), result.scale.rounded(like: x)
    )
  }
  let statistics: Shape = [x.shape[0], groups]
  if x.count == 0 {
    return (
      x * Tensor.zeros(like: x), .zeros(statistics, dtype: x.dtype),
      .zeros(statistics, dtype: x.dtype)
    )
  }
  let mean = Tensor(uninitialized: statistics, dtype: x.dtype)
  let scale = Tensor(uninitialized: statistics, dtype: x.dtype)
  let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
  noGrad {
    GroupNormRows.forward(
      x.contiguous(), groups: groups, weight: weight?.contiguous(), bias: bias?.contiguous(),
      epsilon: epsilon, mean: mean, scale: scale, into: result)
  }
  let output = result.recorded(
    [x, weight, bias].compactMap(\.self),
    GroupNormDerivative(
      input: SavedTensor(x), weight: weight.map { SavedTensor($0) }, mean: mean, scale: scale,
      groups: groups, epsilon: epsilon))
  return (output, mean, scale)
}

struct GroupNormDerivative: Derivative {
  static let name = "groupNorm"
  let input: SavedTensor
  let weight: SavedTensor?
  let mean, scale: Tensor
  let groups: Int
  let epsilon: Double

  private var biasIndex: Int { weight == nil ? 1 : 2 }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    if isRecording { return propagatePlainly(gradient, to: inputs) }
    let gradients = GroupNormRows.backward(
      gradient.contiguous(), input: input.value.contiguous(), groups: groups,
      weight: weight?.value.contiguous(), mean: mean, scale: scale)
    inputs.add(0, gradients.input)
    if weight != nil { inputs.add(1, gradients.weight) }
    inputs.add(biasIndex, gradients.bias)
  }

  /// The same by tensor operations, which can be differentiated in turn.
  private func propagatePlainly(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let rows: Shape = [x.shape[0], groups, x.count / (x.shape[0] * groups)]
    let g = weight.map { gradient * $0.value.shapedForChannels(rank: x.rank) } ?? gradient
    let derivative = x.reshaped(to: rows).normalizationGradient(
      g.reshaped(to: rows), axes: [2], epsilon: epsilon)
    inputs.add(0, derivative.input.reshaped(to: x.shape))
    let axes = [0] + Array(2..<x.rank)
    if weight != nil {
      inputs.add(1, (gradient * derivative.normalized.reshaped(to: x.shape)).sum(axes: axes))
    }
    inputs.add(biasIndex, gradient.sum(axes: axes))
  }
}
