import TapestryCore

/// What the adaptive pooling layers have in common: windows that are chosen so that the result has a given size.
public class AdaptivePooling: Module {
  class var axes: Int { 0 }

  public let outputSize: PooledSize

  /// - Parameter outputSize: one size, or one for each axis; nil there leaves an axis as it is.
  public required init(_ outputSize: PooledSize, file: StaticString = #fileID, line: UInt = #line) {
    LayerCheck("\(Self.self)", file: file, line: line)
      .demand(
        outputSize.isValid(axes: Self.axes),
        "outputSize \(outputSize) must be one size, or one for each of \(Self.axes) axes")
    self.outputSize = outputSize
    super.init()
  }

  public override var details: String { "\(outputSize)" }
}

/// What ``AdaptiveAvgPool1d``, ``AdaptiveAvgPool2d`` and ``AdaptiveAvgPool3d`` have in common.
public class AdaptiveAveragePooling: AdaptivePooling, Layer {
  public final func forward(_ x: Tensor) -> Tensor {
    PoolingCall(op: "adaptiveAvgPool\(Self.axes)d", spatial: Self.axes)
      .adaptiveAverage(x, outputSize)
  }
}

/// The mean of windows along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.AdaptiveAvgPool1d`.
public final class AdaptiveAvgPool1d: AdaptiveAveragePooling {
  override class var axes: Int { 1 }
}

/// The mean of windows of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.AdaptiveAvgPool2d`.
public final class AdaptiveAvgPool2d: AdaptiveAveragePooling {
  override class var axes: Int { 2 }
}

/// The mean of windows of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.AdaptiveAvgPool3d`.
public final class AdaptiveAvgPool3d: AdaptiveAveragePooling {
  override class var axes: Int { 3 }
}

/// What ``AdaptiveMaxPool1d``, ``AdaptiveMaxPool2d`` and ``AdaptiveMaxPool3d`` have in common.
public class AdaptiveMaxPooling: AdaptivePooling, Layer {
  public final func forward(_ x: Tensor) -> Tensor { withIndices(x).values }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public final func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    PoolingCall(op: "adaptiveMaxPool\(Self.axes)d", spatial: Self.axes)
      .adaptiveLargest(x, outputSize)
  }
}

/// The largest element of windows along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.AdaptiveMaxPool1d`.
public final class AdaptiveMaxPool1d: AdaptiveMaxPooling {
  override class var axes: Int { 1 }
}

/// The largest element of windows of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.AdaptiveMaxPool2d`.
public final class AdaptiveMaxPool2d: AdaptiveMaxPooling {
  override class var axes: Int { 2 }
}

/// The largest element of windows of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.AdaptiveMaxPool3d`.
public final class AdaptiveMaxPool3d: AdaptiveMaxPooling {
  override class var axes: Int { 3 }
}
