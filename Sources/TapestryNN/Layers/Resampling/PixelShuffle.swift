import TapestryCore

/// Makes images larger by a factor by moving channels to places: `[…, channels · factor², height, width]` to
/// `[…, channels, height · factor, width · factor]`. `torch.nn.PixelShuffle`; Shi et al., 2016.
public final class PixelShuffle: Module, Layer {
  public let factor: Int

  public init(_ factor: Int, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("PixelShuffle", file: file, line: line).positive(factor, "factor")
    self.factor = factor
    super.init()
  }

  public override var details: String { "\(factor)" }

  public func forward(_ x: Tensor) -> Tensor { pixelShuffle(x, factor: factor) }
}

/// The reverse of ``PixelShuffle``. `torch.nn.PixelUnshuffle`.
public final class PixelUnshuffle: Module, Layer {
  public let factor: Int

  public init(_ factor: Int, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("PixelUnshuffle", file: file, line: line).positive(factor, "factor")
    self.factor = factor
    super.init()
  }

  public override var details: String { "\(factor)" }

  public func forward(_ x: Tensor) -> Tensor { pixelUnshuffle(x, factor: factor) }
}

/// Mixes groups of channels of `[batch, channels, …]`, so that the next layer's groups see all of them.
///
/// `torch.nn.ChannelShuffle`; Zhang et al., 2018.
public final class ChannelShuffle: Module, Layer {
  public let groups: Int

  public init(_ groups: Int, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("ChannelShuffle", file: file, line: line).positive(groups, "groups")
    self.groups = groups
    super.init()
  }

  public override var details: String { "\(groups)" }

  public func forward(_ x: Tensor) -> Tensor { channelShuffle(x, groups: groups) }
}
