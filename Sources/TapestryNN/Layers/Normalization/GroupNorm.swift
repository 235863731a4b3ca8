import TapestryCore

/// Brings each group of channels of each example to mean 0 and variance 1, then scales and shifts each channel by what the layer learns.
///
/// Shapes: input and output `[batch, channels, …]`. Scales start at 1 and shifts at 0 unless told. `torch.nn.GroupNorm`; Wu & He, 2018.
public final class GroupNorm: Module, Layer {
  public let groups: Int
  public let channels: Int
  public let epsilon: Double

  public let weight: Parameter?  // [channels]
  public let bias: Parameter?  // [channels]

  /// - Parameters:
  ///   - channels: a multiple of `groups`.
  ///   - affine: whether there are a scale and a shift.
  ///   - bias: whether there is a shift.
  ///   - weightInitializer: what scales start from.
  ///   - biasInitializer: what shifts start from.
  public init(
    groups: Int, channels: Int, epsilon: Double = 1e-5, affine: Bool = true, bias: Bool = true,
    weightInitializer: Initializer = .ones, biasInitializer: Initializer = .zeros,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("GroupNorm", file: file, line: line)
    check.positive(groups, "groups")
    check.demand(
      channels > 0 && channels.isMultiple(of: groups),
      "\(channels) channels must be a multiple of \(groups) groups")
    check.demand(epsilon >= 0, "an epsilon of \(epsilon)")
    (self.groups, self.channels, self.epsilon) = (groups, channels, epsilon)
    weight = affine ? Parameter(weightInitializer([channels], dtype: dtype)) : nil
    self.bias = affine && bias ? Parameter(biasInitializer([channels], dtype: dtype)) : nil
    super.init()
  }

  public override var details: String {
    settings(
      "groups: \(groups), channels: \(channels)", "epsilon: \(epsilon)", "affine: \(weight != nil)",
      setting("bias", weight == nil || bias != nil, unless: true))
  }

  public func forward(_ x: Tensor) -> Tensor {
    groupNorm(x, groups: groups, weight: weight, bias: bias, epsilon: epsilon)
  }
}
