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
  nativeLayerNorm(
    "layerNorm", x, normalizedShape, weight, bias, epsilon: epsilon, file: file, line: line
  ).output
}

/// As ``layerNorm(_:normalizedShape:weight:bias:epsilon:file:line:)``, with mean and factor `1 / sqrt(variance + epsilon)` of
/// each row, whose last axes have size 1; these are not differentiated. `torch.native_layer_norm`.
public func nativeLayerNorm(
  _ x: Tensor, normalizedShape: Shape, weight: Tensor? = nil, bias: Tensor? = nil,
  epsilon: Double = 1e-5, file: StaticString = #fileID, line: UInt = #line
) -> (output: Tensor, mean: Tensor, scale: Tensor) {
  let result = nativeLayerNorm(
    "nativeLayerNorm", x, normalizedShape, weight, bias, epsilon: epsilon, file: file, line: line)
  let batch = x.shape.dropLast(normalizedShape.count)
  let shape = Shape(batch + Array(repeating: 1, count: normalizedShape.count))
  if result.mean.count != shape.product {
    return (result.output, .zeros(shape, dtype: x.dtype), .zeros(shape, dtype: x.dtype))
  }
  return (result.output, result.mean.reshaped(to: shape), result.scale.reshaped(to: shape))
}

private func nativeLayerNorm(
  _ op: StaticString, _ x: Tensor, _ normalizedShape: Shape, _ weight: Tensor?, _ bias: Tensor?,
  epsilon: Double, file: StaticString, line: UInt
) -> (output: Tensor, mean: Tensor, scale: Tensor) {
  let (x, weight, bias) = (
    x.autocast(for: .normalization), weight?.autocast(for: .normalization),
    bias?.autocast(for: .normalization)
  )
  demand(
    !normalizedShape.isEmpty
      && x.shape.suffix(normalizedShape.count).elementsEqual(normalizedShape),
    "\(op): the last sizes of input \(x.shape) must be the normalized shape \(normalizedShape), of one axis or more",
    file: file, line: line)
  demand(
    x.dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(x.dtype)", file: file,
    line: line)
  for (name, factor) in [("weight", weight), ("bias", bias)] {
    guard let factor else { continue }
    demand(
      factor.shape == normalizedShape && factor.dtype == x.dtype,
      "\(op): \(name) of \(factor.dtype) \(factor.shape) must be of \(x.dtype) \(normalizedShape)",
      file: file, line: line)
  }
  if x.dtype.computeType != x.dtype {
    let result = nativeLayerNorm(
      op, x.computable, normalizedShape, weight?.computable, bias?.computable, epsilon: epsilon,
      file: file, line: line)
    return (
      result.output.rounded(like: x), result.mean.rounded(like: x), result.scale.rounded(like: x)
    )
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
  let output = result.recorded(
    [x, weight, bias].compactMap(\.self),
    LayerNormDerivative(
      input: SavedTensor(x), weight: weight.map { SavedTensor($0) }, mean: SavedTensor(mean),
      scale: SavedTensor(scale), normalizedShape: normalizedShape, epsilon: epsilon,
      biasIndex: weight == nil ? 1 : 2))
  return (output, mean, scale)
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

  func propagate(_ gradient: consuming Tensor, to inputs: InputGradients) {
    if isRecording { return propagatePlainly(gradient, to: inputs) }
    let wantsWeight = weight != nil && inputs.isWanted(1)
    var sums: (weight: Tensor?, bias: Tensor?)
    let result = (consume gradient).replaced {
      sums = LayerNormRows.backward(
        $0.contiguous(), input: input.value.contiguous(), weight: weight?.value.contiguous(),
        mean: mean.value, scale: scale.value, normalizedShape: normalizedShape,
        wantsWeight: wantsWeight, wantsBias: inputs.isWanted(biasIndex), into: $1)
    }
    inputs.add(0, result)
    if let weightGradient = sums.weight { inputs.add(1, weightGradient) }
    if let biasGradient = sums.bias { inputs.add(biasIndex, biasGradient) }
  }

  /// The same by tensor operations, which can be differentiated in turn.
  private func propagatePlainly(_ gradient: Tensor, to inputs: InputGradients) {
    let axes = Array(-normalizedShape.count..<0)
    let g = weight.map { gradient * $0.value } ?? gradient
    let derivative = input.value.normalizationGradient(g, axes: axes, epsilon: epsilon)
    inputs.add(0, derivative.input)
    if weight != nil { inputs.add(1, gradient * derivative.normalized) }
    inputs.add(biasIndex, gradient)
  }
}
