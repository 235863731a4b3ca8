import TapestryCore

/// What ``AvgPool1d``, ``AvgPool2d`` and ``AvgPool3d`` have in common.
public class AveragePooling: Module, Layer {
  class var axes: Int { 0 }

  public let kernelSize: PerAxis
  public let stride: PerAxis
  public let padding: PerAxis
  public let ceilMode: Bool
  public let countIncludePad: Bool
  public let divisorOverride: Int?

  /// - Parameters:
  ///   - stride: the distance of windows; nil for the kernel's size.
  ///   - ceilMode: whether a window that begins within the input may end beyond it.
  ///   - countIncludePad: whether the zeros around the input count.
  ///   - divisorOverride: what sums are divided by instead of their number; ``AvgPool1d`` takes none.
  public required init(
    kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0, ceilMode: Bool = false,
    countIncludePad: Bool = true, divisorOverride: Int? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let check = LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
    check.windows(kernelSize, 1, padding, stride)
    check.demand(
      divisorOverride.map { $0 != 0 && Self.axes > 1 } ?? true,
      "a divisorOverride of \(divisorOverride ?? 0)")
    (self.kernelSize, self.stride) = (kernelSize, stride ?? kernelSize)
    (self.padding, self.ceilMode) = (padding, ceilMode)
    (self.countIncludePad, self.divisorOverride) = (countIncludePad, divisorOverride)
    super.init()
  }

  public override var details: String {
    settings(
      "kernelSize: \(kernelSize), stride: \(stride), padding: \(padding)",
      setting("ceilMode", ceilMode, unless: false),
      setting("countIncludePad", countIncludePad, unless: true),
      setting("divisorOverride", divisorOverride))
  }

  public final func forward(_ x: Tensor) -> Tensor {
    PoolingCall(op: "avgPool\(Self.axes)d", spatial: Self.axes)
      .average(x, kernelSize, stride, padding, ceilMode, countIncludePad, divisorOverride)
  }
}

/// The mean of each window along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.AvgPool1d`.
public final class AvgPool1d: AveragePooling {
  override class var axes: Int { 1 }
}

/// The mean of each window of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.AvgPool2d`.
public final class AvgPool2d: AveragePooling {
  override class var axes: Int { 2 }
}

/// The mean of each window of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.AvgPool3d`.
public final class AvgPool3d: AveragePooling {
  override class var axes: Int { 3 }
}
