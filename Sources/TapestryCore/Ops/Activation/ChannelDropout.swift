/// Zeroes each channel of each row with probability `probability` and scales the others by `1 / (1 - probability)`.
/// `torch.nn.functional.dropout1d`.
///
/// - Parameters:
///   - x: `[rows, channels, length]`, or of one row `[channels, length]`, of a floating-point dtype.
///   - probability: from 0 to 1.
///   - isTraining: where false, `x` is returned as it is, whatever its dtype.
public func dropout1d(
  _ x: Tensor, probability: Double = 0.5, isTraining: Bool = true, generator: Generator? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  channelDropout(
    x, probability, isTraining, "dropout1d", axes: 1, generator, file: file, line: line)
}

/// As ``dropout1d(_:probability:isTraining:generator:file:line:)`` for images, `[rows, channels, height, width]`.
///
/// `torch.nn.functional.dropout2d`, but for three axes, which PyTorch takes for `[rows, channels, length]`.
public func dropout2d(
  _ x: Tensor, probability: Double = 0.5, isTraining: Bool = true, generator: Generator? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  channelDropout(
    x, probability, isTraining, "dropout2d", axes: 2, generator, file: file, line: line)
}

/// As ``dropout1d(_:probability:isTraining:generator:file:line:)`` for volumes, `[rows, channels, depth, height, width]`.
///
/// `torch.nn.functional.dropout3d`.
public func dropout3d(
  _ x: Tensor, probability: Double = 0.5, isTraining: Bool = true, generator: Generator? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  channelDropout(
    x, probability, isTraining, "dropout3d", axes: 3, generator, file: file, line: line)
}

private func channelDropout(
  _ x: Tensor, _ probability: Double, _ isTraining: Bool, _ op: StaticString, axes: Int,
  _ generator: Generator?, file: StaticString, line: UInt
) -> Tensor {
  checkDropout(op, x, probability, isTraining, file: file, line: line)
  demand(
    x.rank == axes + 1 || x.rank == axes + 2,
    "\(op): shape \(x.shape) is not [rows, channels] and \(axes) more axes, nor that of one row",
    file: file, line: line)
  if !isTraining || probability == 0 { return x }
  if probability == 1 { return x * Tensor.zeros(like: x) }
  let leading = x.rank - axes
  let maskShape = Shape(x.shape[..<leading] + Array(repeating: 1, count: axes))
  let factors = noGrad {
    (Tensor.rand(maskShape, dtype: x.dtype, generator: generator) .>= probability)
      .cast(to: x.dtype) / (1 - probability)
  }
  return x * factors
}

/// What every kind of dropout asks of its arguments.
func checkDropout(
  _ op: StaticString, _ x: Tensor, _ probability: Double, _ isTraining: Bool, file: StaticString,
  line: UInt
) {
  demand(
    (0...1).contains(probability), "\(op): a probability of \(probability)", file: file, line: line)
  demand(
    !isTraining || x.dtype.isFloatingPoint,
    "\(op): needs a floating-point dtype, not \(x.dtype)", file: file, line: line)
}

/// The shape of one number for each channel of each row of `x`.
func channelShape(_ x: Tensor, _ op: StaticString, file: StaticString, line: UInt) -> Shape {
  demand(
    x.rank >= 2, "\(op): shape \(x.shape) has no axis of channels", file: file, line: line)
  return Shape(x.shape[..<2] + Array(repeating: 1, count: x.rank - 2))
}
