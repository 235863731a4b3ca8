/// `x Wᵀ + b` over the last axis, in one step. `torch.nn.functional.linear`.
///
/// - Parameters:
///   - x: `[…, inputs]`.
///   - weight: `[outputs, inputs]`.
///   - bias: `[outputs]`, or nil.
/// - Returns: `[…, outputs]`. Equal to `x.matmul(weight.transposed()) + bias`.
/// - Requires: one dtype, which is not bool. Sums of integers wrap around.
public func linear(
  _ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  if let (x, weight, bias) = AutocastOp.linear.cast(x, weight, bias) {
    return linear(x, weight, bias, file: file, line: line)
  }
  demand(
    weight.rank == 2 && x.rank > 0 && x.shape[x.rank - 1] == weight.shape[1],
    "linear: input \(x.shape) and weight \(weight.shape): the input's last size must be the weight's second",
    file: file, line: line)
  demand(
    bias.map { $0.shape == [weight.shape[0]] } ?? true,
    "linear: bias \(bias?.shape ?? []) for weight \(weight.shape) must be [\(weight.shape[0])]",
    file: file,
    line: line)
  demand(
    x.dtype == weight.dtype && (bias == nil || bias!.dtype == x.dtype) && x.dtype != .bool,
    "linear: input \(x.dtype), weight \(weight.dtype) and bias \(bias.map { "\($0.dtype)" } ?? "none") must be one dtype, which is not bool",
    file: file, line: line)
  if x.dtype.isInteger {
    let product = x.matmul(weight.transposed())
    return bias.map { product + $0 } ?? product
  }
  if x.dtype.computeType != x.dtype {
    return x.computed(with: weight, bias) { linear($0, $1[0]!, $1[1]) }
  }
  let rows =
    x.rank == 2
    ? x
    : x.reshaped(to: [x.shape.dropLast().reduce(1, *), weight.shape[1]], file: file, line: line)
  let result = Tensor(uninitialized: [rows.shape[0], weight.shape[0]], dtype: x.dtype)
  Affine.run(rows, weight, bias, into: result)
  MultiplyAdds.add(result.count * weight.shape[1])
  let recorded =
    if let bias {
      result.recorded(rows, weight, bias, LinearDerivative(rows, weight))
    } else {
      result.recorded(rows, weight, LinearDerivative(rows, weight))
    }
  if x.rank == 2 { return recorded }
  var shape = x.shape
  shape[x.rank - 1] = weight.shape[0]
  return recorded.reshaped(to: shape)
}

struct LinearDerivative: Derivative {
  static let name = "linear"
  private let factors: SavedPair

  init(_ x: Tensor, _ weight: Tensor) { factors = SavedPair(factors: x, weight) }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.matmul(factors.right))
    inputs.add(1, gradient.transposed().matmul(factors.left))
    inputs.add(2, gradient.sum(axis: 0))
  }
}
