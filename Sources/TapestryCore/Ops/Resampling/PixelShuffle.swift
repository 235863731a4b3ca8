/// Channels as pixels: from each `factor²` channels, one that is `factor` times as high and wide.
/// `torch.nn.functional.pixel_shuffle`; Shi et al., 2016.
///
/// - Parameter input: `[…, channels · factor², height, width]`, of any dtype.
/// - Returns: `[…, channels, height · factor, width · factor]`.
public func pixelShuffle(
  _ input: Tensor, factor: Int, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(factor > 0, "pixelShuffle: factor \(factor) must be positive", file: file, line: line)
  demand(
    input.rank >= 3 && input.shape[input.rank - 3].isMultiple(of: factor * factor),
    "pixelShuffle: input \(input.shape) must be [channels, height, width], with channels a multiple of \(factor * factor)",
    file: file, line: line)
  let leading = Array(input.shape.dropLast(3))
  let (channels, height, width) = (
    input.shape[input.rank - 3] / (factor * factor), input.shape[input.rank - 2],
    input.shape[input.rank - 1]
  )
  let batch = leading.reduce(1, *)
  return input.reshaped(to: [batch, channels, factor, factor, height, width])
    .permuted([0, 1, 4, 2, 5, 3])
    .reshaped(to: Shape(leading + [channels, height * factor, width * factor]))
}

/// Undoes ``pixelShuffle(_:factor:file:line:)``: blocks of pixels as channels. `torch.nn.functional.pixel_unshuffle`.
///
/// - Parameter input: `[…, channels, height · factor, width · factor]`, of any dtype.
/// - Returns: `[…, channels · factor², height, width]`.
public func pixelUnshuffle(
  _ input: Tensor, factor: Int, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(factor > 0, "pixelUnshuffle: factor \(factor) must be positive", file: file, line: line)
  demand(
    input.rank >= 3 && input.shape.suffix(2).allSatisfy { $0.isMultiple(of: factor) },
    "pixelUnshuffle: input \(input.shape) must be [channels, height, width], with height and width multiples of \(factor)",
    file: file, line: line)
  let leading = Array(input.shape.dropLast(3))
  let (channels, height, width) = (
    input.shape[input.rank - 3], input.shape[input.rank - 2] / factor,
    input.shape[input.rank - 1] / factor
  )
  let batch = leading.reduce(1, *)
  return input.reshaped(to: [batch, channels, height, factor, width, factor])
    .permuted([0, 1, 3, 5, 2, 4])
    .reshaped(to: Shape(leading + [channels * factor * factor, height, width]))
}
