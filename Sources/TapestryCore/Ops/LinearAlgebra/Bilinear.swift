/// `x₁ᵀ W y + b` over the last axes: of each output, a sum over all pairs of elements. `torch.nn.functional.bilinear`.
///
/// - Parameters:
///   - x: `[…, n]`.
///   - y: `[…, m]`, leading sizes equal.
///   - weight: `[outputs, n, m]`.
///   - bias: `[outputs]`, or nil.
/// - Returns: `[…, outputs]`.
/// - Requires: one dtype, which is not bool. Sums of integers wrap around.
public func bilinear(
  _ x: Tensor, _ y: Tensor, _ weight: Tensor, _ bias: Tensor? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  demand(
    x.rank > 0 && y.rank > 0 && weight.rank == 3 && x.shape.last == weight.shape[1]
      && y.shape.last == weight.shape[2] && x.shape.dropLast().elementsEqual(y.shape.dropLast()),
    "bilinear: inputs \(x.shape) and \(y.shape) and weight \(weight.shape): […, n], […, m] and [outputs, n, m] are needed",
    file: file, line: line)
  demand(
    bias.map { $0.shape == [weight.shape[0]] } ?? true,
    "bilinear: bias \(bias?.shape ?? []) for weight \(weight.shape) must be [\(weight.shape[0])]",
    file: file, line: line)
  demand(
    [y.dtype, weight.dtype, bias?.dtype ?? x.dtype].allSatisfy { $0 == x.dtype }
      && x.dtype != .bool,
    "bilinear: inputs \(x.dtype) and \(y.dtype), weight \(weight.dtype) and bias \(bias.map { "\($0.dtype)" } ?? "none") must be one dtype, which is not bool",
    file: file, line: line)
  let (outputs, n, m) = (weight.shape[0], weight.shape[1], weight.shape[2])
  let rows = x.shape.dropLast().reduce(1, *)
  let factors = weight.permuted([1, 0, 2]).reshaped(to: [n, outputs * m])
  let products = x.reshaped(to: [rows, n]).matmul(factors).reshaped(to: [rows, outputs, m])
  let result = products.matmul(y.reshaped(to: [rows, m, 1])).squeezed(2)
  return (bias.map { result + $0 } ?? result)
    .reshaped(to: Shape(x.shape.dropLast() + [outputs]))
}
