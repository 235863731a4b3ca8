/// Shifts and scales what lies along the last axes to mean 0 and variance 1, then multiplies by `weight` and adds `bias`.
///
/// - Parameters:
///   - x: `[…] + normalizedShape`, of a floating-point dtype.
///   - normalizedShape: the sizes of the last axes, at least one, over which mean and variance are taken together.
///   - weight: of `normalizedShape`, or nil for ones.
///   - bias: of `normalizedShape`, or nil for zeros.
///   - epsilon: added to the variance, which is the biased one: the mean of the squared distances.
/// - Returns: the shape and dtype of `x`; dtypes of `weight` and `bias` must be that of `x`.
///
/// Equal to `(x - mean) / (variance + epsilon).squareRoot() * weight + bias`.
/// `torch.nn.functional.layer_norm`; Ba, Kiros & Hinton, 2016.
public func layerNorm(
  _ x: Tensor, normalizedShape: Shape, weight: Tensor? = nil, bias: Tensor? = nil,
  epsilon: Double = 1e-5, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    !normalizedShape.isEmpty
      && x.shape.suffix(normalizedShape.count).elementsEqual(normalizedShape),
    "layerNorm: the last sizes of input \(x.shape) must be the normalized shape \(normalizedShape), of one axis or more",
    file: file, line: line)
  demand(
    x.dtype.isFloatingPoint, "layerNorm: needs a floating-point dtype, not \(x.dtype)", file: file,
    line: line)
  for (name, factor) in [("weight", weight), ("bias", bias)] {
    guard let factor else { continue }
    demand(
      factor.shape == normalizedShape && factor.dtype == x.dtype,
      "layerNorm: \(name) of \(factor.dtype) \(factor.shape) must be of \(x.dtype) \(normalizedShape)",
      file: file, line: line)
  }
  if x.dtype.computeType != x.dtype {
    return x.computed(with: weight, bias) {
      layerNorm($0, normalizedShape: normalizedShape, weight: $1[0], bias: $1[1], epsilon: epsilon)
    }
  }
  let columns = normalizedShape.product
  let rows: Shape = [columns == 0 ? 0 : x.count / columns]
  let mean = Tensor(uninitialized: rows, dtype: x.dtype)
  let scale = Tensor(uninitialized: rows, dtype: x.dtype)
  let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
  noGrad {
    LayerNormRows.forward(
      x.contiguous(), weight: weight?.contiguous(), bias: bias?.contiguous(), epsilon: epsilon,
      mean: mean, scale: scale, into: result)
  }
  return result.recorded(
    [x, weight, bias].compactMap(\.self),
    LayerNormDerivative(
      input: SavedTensor(x), weight: weight.map { SavedTensor($0) }, mean: SavedTensor(mean),
      scale: SavedTensor(scale), normalizedShape: normalizedShape, epsilon: epsilon,
      biasIndex: weight == nil ? 1 : 2))
}

struct LayerNormDerivative: Derivative {
  static let name = "layerNorm"
  let input: SavedTensor
  let weight: SavedTensor?
  /// Of each row the mean, and the factor that brings its variance to 1.
  let mean, scale: SavedTensor
  let normalizedShape: Shape
  let epsilon: Double
  let biasIndex: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    if isRecording { return propagatePlainly(gradient, to: inputs) }
    let wantsWeight = weight != nil && inputs.isWanted(1)
    let gradients = LayerNormRows.backward(
      gradient.contiguous(), input: input.value.contiguous(), weight: weight?.value.contiguous(),
      mean: mean.value, scale: scale.value, normalizedShape: normalizedShape,
      wantsWeight: wantsWeight, wantsBias: inputs.isWanted(biasIndex))
    inputs.add(0, gradients.input)
    if let weightGradient = gradients.weight { inputs.add(1, weightGradient) }
    if let biasGradient = gradients.bias { inputs.add(biasIndex, biasGradient) }
  }

  /// The same by tensor operations, which can be differentiated in turn.
  private func propagatePlainly(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let axes = Array(-normalizedShape.count..<0)
    func average(_ y: Tensor) -> Tensor { y.mean(axes: axes, keepDims: true) }
    let centered = x - average(x)
    let scale = (average(centered * centered) + epsilon).rsqrt()
    let normalized = centered * scale
    let g = weight.map { gradient * $0.value } ?? gradient
    inputs.add(0, scale * (g - average(g) - normalized * average(g * normalized)))
    if weight != nil { inputs.add(1, gradient * normalized) }
    inputs.add(biasIndex, gradient)
  }
}
