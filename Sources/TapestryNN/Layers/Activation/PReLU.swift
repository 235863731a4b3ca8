import TapestryCore

/// Negative elements times a slope that is learned, one for all or one for each channel of `[batch, channels, …]`.
///
/// `torch.nn.PReLU`; He et al., 2015.
public final class PReLU: Module, Layer {
  public let weight: Parameter  // [slopes]

  /// - Parameters:
  ///   - slopes: 1, or the number of channels.
  ///   - start: what slopes start from.
  public init(
    _ slopes: Int = 1, start: Double = 0.25, dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("PReLU", file: file, line: line).positive(slopes, "the number of slopes")
    weight = Parameter(.full([slopes], start, dtype: dtype))
    super.init()
  }

  public override var details: String { "\(weight.count)" }

  public func forward(_ x: Tensor) -> Tensor { x.prelu(weight) }
}
