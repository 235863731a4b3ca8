/// Deals the channels of each group out to all groups in turn, so that grouped convolutions one after another see each other's.
/// `torch.nn.functional.channel_shuffle`; Zhang et al., 2017.
///
/// - Parameters:
///   - input: `[batch, channels, …]`, of any dtype.
///   - groups: divides the channels.
public func channelShuffle(
  _ input: Tensor, groups: Int, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    groups > 0 && input.rank >= 3 && input.shape[1].isMultiple(of: groups),
    "channelShuffle: input \(input.shape) must be [batch, channels, …], with channels a multiple of \(groups) groups",
    file: file, line: line)
  let inner = input.shape.dropFirst(2).reduce(1, *)
  return input.reshaped(to: [input.shape[0], groups, input.shape[1] / groups, inner])
    .transposed(1, 2).reshaped(to: input.shape)
}
