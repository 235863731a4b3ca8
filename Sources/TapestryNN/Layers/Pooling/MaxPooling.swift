import TapestryCore

/// What ``MaxPool1d``, ``MaxPool2d`` and ``MaxPool3d`` have in common.
public class MaxPooling: Module, Layer {
  class var axes: Int { 0 }

  public let kernelSize: PerAxis
  public let stride: PerAxis
  public let padding: PerAxis
  public let dilation: PerAxis
  public let ceilMode: Bool

  /// - Parameters:
  ///   - stride: the distance of windows; nil for the kernel's size.
  ///   - ceilMode: whether a window that begins within the input may end beyond it.
  public required init(
    kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0, dilation: PerAxis = 1,
    ceilMode: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
      .windows(kernelSize, dilation, padding, stride)
    (self.kernelSize, self.stride) = (kernelSize, stride ?? kernelSize)
    (self.padding, self.dilation, self.ceilMode) = (padding, dilation, ceilMode)
    super.init()
  }

  public override var details: String {
    "kernelSize: \(kernelSize), stride: \(stride), padding: \(padding), dilation: \(dilation), ceilMode: \(ceilMode)"
  }

  public final func forward(_ x: Tensor) -> Tensor { withIndices(x).values }

  /// As `layer(x)`, with the place of each element in its plane, as ``MaxUnpooling`` takes it. PyTorch's `return_indices`.
  public final func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    PoolingCall(op: "maxPool\(Self.axes)d", spatial: Self.axes)
      .largest(x, kernelSize, stride, padding, dilation, ceilMode)
  }
}

/// The largest element of each window along one axis: `[batch, channels, length]`, with or without the batch. `torch.nn.MaxPool1d`.
public final class MaxPool1d: MaxPooling {
  override class var axes: Int { 1 }
}

/// The largest element of each window of images: `[batch, channels, height, width]`, with or without the batch. `torch.nn.MaxPool2d`.
public final class MaxPool2d: MaxPooling {
  override class var axes: Int { 2 }
}

/// The largest element of each window of volumes: `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.MaxPool3d`.
public final class MaxPool3d: MaxPooling {
  override class var axes: Int { 3 }
}
