import TapestryCore

/// ``LocalResponseNorm`` of images as early networks in Torch were trained with it: `x / (k + alpha / size · Σ x²)ᵝ` over nearby channels.
///
/// The sum goes over `(size − 1) / 2` channels, rounded down, to each side. As in PyTorch, the first channel stays in the sum of all that
/// come after it, however far away, so that such a network gives what it gave there; for new ones take ``LocalResponseNorm``. Unlike
/// PyTorch's, the gradient is that of this function.
///
/// Shapes: input and output `[batch, channels, height, width]`. `torch.nn.CrossMapLRN2d`; Krizhevsky, Sutskever & Hinton, 2012.
public final class CrossMapLRN2d: LocalResponseNorm {
  public override func forward(_ x: Tensor) -> Tensor {
    if x.rank != 4 {
      mistake("CrossMapLRN2d: input \(x.shape) must be [batch, channels, height, width]")
    }
    let channels = x.shape[1]
    let reach = Swift.min((size - 1) / 2, Swift.max(channels - 1, 0))
    let squares = x.square()
    let padded = squares.padded([0, 0, 0, 0, reach, reach])
    let nearby = (0...2 * reach).dropFirst().reduce(
      padded.narrowed(axis: 1, start: 0, length: channels)
    ) { $0 + padded.narrowed(axis: 1, start: $1, length: channels) }
    let isBeyond = (Tensor.arange(channels) .> reach).reshaped(to: [channels, 1, 1])
    let first = squares.narrowed(axis: 1, start: 0, length: Swift.min(channels, 1))
    let sum = nearby + first * isBeyond.cast(to: x.dtype)
    return x / (sum * (alpha / Double(size)) + k).pow(beta)
  }
}
