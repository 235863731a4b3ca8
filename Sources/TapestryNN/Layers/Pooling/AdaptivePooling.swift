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

/// The mean of windows along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.AdaptiveAvgPool1d`.
public final class AdaptiveAvgPool1d: AdaptivePooling, Layer {
  override class var axes: Int { 1 }

  public func forward(_ x: Tensor) -> Tensor { adaptiveAvgPool1d(x, outputSize: outputSize) }
}

/// The mean of windows of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.AdaptiveAvgPool2d`.
public final class AdaptiveAvgPool2d: AdaptivePooling, Layer {
  override class var axes: Int { 2 }

  public func forward(_ x: Tensor) -> Tensor { adaptiveAvgPool2d(x, outputSize: outputSize) }
}

/// The mean of windows of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.AdaptiveAvgPool3d`.
public final class AdaptiveAvgPool3d: AdaptivePooling, Layer {
  override class var axes: Int { 3 }

  public func forward(_ x: Tensor) -> Tensor { adaptiveAvgPool3d(x, outputSize: outputSize) }
}

/// The largest element of windows along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.AdaptiveMaxPool1d`.
public final class AdaptiveMaxPool1d: AdaptivePooling, Layer {
  override class var axes: Int { 1 }

  public func forward(_ x: Tensor) -> Tensor { adaptiveMaxPool1d(x, outputSize: outputSize) }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    adaptiveMaxPool1dWithIndices(x, outputSize: outputSize)
  }
}

/// The largest element of windows of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.AdaptiveMaxPool2d`.
public final class AdaptiveMaxPool2d: AdaptivePooling, Layer {
  override class var axes: Int { 2 }

  public func forward(_ x: Tensor) -> Tensor { adaptiveMaxPool2d(x, outputSize: outputSize) }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    adaptiveMaxPool2dWithIndices(x, outputSize: outputSize)
  }
}

/// The largest element of windows of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.AdaptiveMaxPool3d`.
public final class AdaptiveMaxPool3d: AdaptivePooling, Layer {
  override class var axes: Int { 3 }

  public func forward(_ x: Tensor) -> Tensor { adaptiveMaxPool3d(x, outputSize: outputSize) }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    adaptiveMaxPool3dWithIndices(x, outputSize: outputSize)
  }
}
