/// Divides what lies along the last axes by the root of its mean square, then multiplies by `weight`.
///
/// - Parameters:
///   - x: `[…] + normalizedShape`, of a floating-point dtype.
///   - normalizedShape: the sizes of the last axes, at least one, over which the mean is taken.
///   - weight: of `normalizedShape` and the dtype of `x`, or nil for ones.
///   - epsilon: added to the mean square; the distance from 1 to the next larger number of the dtype unless given.
///
/// Equal to `x / (mean square + epsilon).sqrt() * weight`. `torch.nn.functional.rms_norm`; Zhang & Sennrich, 2019.
public func rmsNorm(
  _ x: Tensor, normalizedShape: Shape, weight: Tensor? = nil, epsilon: Double? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (x, weight) = (
    x.autocast(for: .normalization), weight?.autocast(for: .normalization)
  )
  demand(
    !normalizedShape.isEmpty
      && x.shape.suffix(normalizedShape.count).elementsEqual(normalizedShape),
    "rmsNorm: the last sizes of input \(x.shape) must be the normalized shape \(normalizedShape), of one axis or more",
    file: file, line: line)
  demandFloatingPoint("rmsNorm", x, file: file, line: line)
  if let weight {
    demand(
      weight.shape == normalizedShape && weight.dtype == x.dtype,
      "rmsNorm: weight of \(weight.dtype) \(weight.shape) must be of \(x.dtype) \(normalizedShape)",
      file: file, line: line)
  }
  let epsilon = epsilon ?? (x.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne))
  if x.dtype.computeType != x.dtype {
    return x.computed(with: weight) {
      rmsNorm($0, normalizedShape: normalizedShape, weight: $1[0], epsilon: epsilon)
    }
  }
  let columns = normalizedShape.product
  let scale = Tensor(uninitialized: [columns == 0 ? 0 : x.count / columns], dtype: x.dtype)
  let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
  noGrad {
    RMSNormRows.forward(
      x.contiguous(), weight: weight?.contiguous(), epsilon: epsilon, scale: scale, into: result)
  }
  return result.recorded(
    [x, weight].compactMap(\.self),
    RMSNormDerivative(
      input: SavedTensor(x), weight: weight.map { SavedTensor($0) }, scale: scale,
      normalizedShape: normalizedShape, epsilon: epsilon))
}

struct RMSNormDerivative: Derivative {
  static let name = "rmsNorm"
  let input: SavedTensor
  let weight: SavedTensor?
  let scale: Tensor
  let normalizedShape: Shape
  let epsilon: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    if isRecording { return propagatePlainly(gradient, to: inputs) }
    let gradients = RMSNormRows.backward(
      gradient.contiguous(), input: input.value.contiguous(), weight: weight?.value.contiguous(),
      scale: scale, normalizedShape: normalizedShape,
      wantsWeight: weight != nil && inputs.isWanted(1))
    inputs.add(0, gradients.input)
    if let weightGradient = gradients.weight { inputs.add(1, weightGradient) }
  }

  /// The same by tensor operations, which can be differentiated in turn.
  private func propagatePlainly(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    let axes = Array(-normalizedShape.count..<0)
    func average(_ y: Tensor) -> Tensor { y.mean(axes: axes, keepDims: true) }
    let scale = (average(x * x) + epsilon).rsqrt()
    let normalized = x * scale
    let g = weight.map { gradient * $0.value } ?? gradient
    inputs.add(0, scale * (g - normalized * average(g * normalized)))
    if weight != nil { inputs.add(1, gradient * normalized) }
  }
}
