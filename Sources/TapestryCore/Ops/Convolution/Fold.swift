/// The images whose patches are given as columns: where patches overlap, their elements add up. `torch.nn.functional.fold`.
///
/// It undoes ``unfold(_:kernelSize:dilation:padding:stride:file:line:)`` but for the sums.
///
/// - Parameters:
///   - input: `[batch, channels · height · width of a patch, patches]`, or without the batch; of a floating-point dtype.
///   - outputSize: height and width of the images.
///   - kernelSize, dilation, padding, stride: as in `unfold`, and such that as many patches fit in.
/// - Returns: `[batch, channels, height, width]`.
public func fold(
  _ input: Tensor, outputSize: PerAxis, kernelSize: PerAxis, dilation: PerAxis = 1,
  padding: PerAxis = 0, stride: PerAxis = 1, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let patches = Patches(
    "fold", kernelSize, dilation, padding, stride, file: file, line: line)
  let size = outputSize.resolved(
    "fold", "outputSize", count: 2, atLeast: 1, file: file, line: line)
  demand(
    input.dtype.isFloatingPoint, "fold: needs a floating-point dtype, not \(input.dtype)",
    file: file, line: line)
  let counts = patches.counts(in: size)
  let elements = patches.kernel[0] * patches.kernel[1]
  let fits =
    (input.rank == 3 || input.rank == 2) && input.shape[input.rank - 2] % elements == 0
    && input.shape[input.rank - 1] == counts[0] * counts[1]
  demand(
    fits,
    "fold: input \(input.shape) must be [batch, a multiple of \(elements), \(counts[0] * counts[1])] or without the batch: so many patches of \(patches.kernel) there are in \(size)",
    file: file, line: line)
  return input.computed { columns in
    if columns.rank == 3 { return patches.folded(columns, size: size) }
    return patches.folded(columns.unsqueezed(0), size: size).squeezed(0)
  }
}

struct FoldDerivative: Derivative {
  static let name = "fold"
  let patches: Patches

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, patches.unfolded(gradient))
  }
}
