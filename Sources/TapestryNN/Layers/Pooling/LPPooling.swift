import TapestryCore

/// What ``LPPool1d``, ``LPPool2d`` and ``LPPool3d`` have in common.
public class PowerAveragePooling: Module, Layer {
  class var axes: Int { 0 }

  public let normType: Double
  public let kernelSize: PerAxis
  public let stride: PerAxis?
  public let ceilMode: Bool

  /// - Parameters:
  ///   - normType: the exponent; not 0.
  ///   - stride: the distance of windows; nil for the kernel's size.
  ///   - ceilMode: whether a window that begins within the input may end beyond it.
  public required init(
    normType: Double, kernelSize: PerAxis, stride: PerAxis? = nil, ceilMode: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
    check.windows(kernelSize, 1, 0, stride)
    check.demand(normType != 0 && !normType.isNaN, "a normType of \(normType)")
    (self.normType, self.kernelSize) = (normType, kernelSize)
    (self.stride, self.ceilMode) = (stride, ceilMode)
    super.init()
  }

  public override var details: String {
    settings(
      "normType: \(normType), kernelSize: \(kernelSize)", setting("stride", stride),
      "ceilMode: \(ceilMode)")
  }

  public final func forward(_ x: Tensor) -> Tensor {
    PoolingCall(op: "lpPool\(Self.axes)d", spatial: Self.axes)
      .norm(x, normType, kernelSize, stride, ceilMode)
  }
}

/// The p-norm of each window along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.LPPool1d`.
public final class LPPool1d: PowerAveragePooling {
  override class var axes: Int { 1 }
}

/// The p-norm of each window of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.LPPool2d`.
public final class LPPool2d: PowerAveragePooling {
  override class var axes: Int { 2 }
}

/// The p-norm of each window of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.LPPool3d`.
public final class LPPool3d: PowerAveragePooling {
  override class var axes: Int { 3 }
}
