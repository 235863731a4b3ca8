/// Divides each element by a power of the mean square of its neighbours in the channels around it:
/// `x / (k + alpha · mean square)ᵝ`.
///
/// - Parameters:
///   - x: `[batch, channels, …]` with at least one axis behind the channels, of any dtype but bool; integers give float32.
///   - size: how many channels are neighbours, half of them, rounded down, before. Beyond the first and the last lie zeros, which count in the
///     mean. Of integers the mean is rounded down, as in PyTorch.
///
/// `torch.nn.functional.local_response_norm`; Krizhevsky, Sutskever & Hinton, 2012.
public func localResponseNorm(
  _ x: Tensor, size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let x = x.autocast(for: .normalization)
  demand(
    x.dtype != .bool, "localResponseNorm: not defined for bool", file: file, line: line)
  demand(
    x.rank >= 3 && size > 0,
    "localResponseNorm: \(size) neighbours in input \(x.shape); at least one, and [batch, channels, …] of three axes or more, are needed",
    file: file, line: line)
  if x.count == 0 { return x.cast(to: x.dtype.promotedToFloat) }
  let channels = x.shape[1]
  // Neighbours that no channel has need no zeros.
  let (before, after) = (
    Swift.min(size / 2, channels - 1), Swift.min((size - 1) / 2, channels - 1)
  )
  func zeros(_ count: Int) -> Tensor {
    var shape = x.shape
    shape[1] = count
    return .zeros(shape, dtype: x.dtype)
  }
  let padded = concatenate([zeros(before), x.square(), zeros(after)], axis: 1)
  let sum = (0...before + after).dropFirst().reduce(
    padded.narrowed(axis: 1, start: 0, length: channels)
  ) { $0 + padded.narrowed(axis: 1, start: $1, length: channels) }
  let mean = x.dtype.isInteger ? sum.floorDivided(by: size) : sum / Double(size)
  return x / (mean * alpha + k).pow(beta)
}
