import TapestryCore

/// ``Tensor/softmax(axis:dtype:file:line:)`` as a layer. `torch.nn.Softmax`.
public final class Softmax: Module, Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
    super.init()
  }

  public override var details: String { "axis: \(axis)" }

  public func forward(_ x: Tensor) -> Tensor { x.softmax(axis: axis) }
}

/// ``Tensor/softmin(axis:dtype:file:line:)`` as a layer. `torch.nn.Softmin`.
public final class Softmin: Module, Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
    super.init()
  }

  public override var details: String { "axis: \(axis)" }

  public func forward(_ x: Tensor) -> Tensor { x.softmin(axis: axis) }
}

/// ``Tensor/logSoftmax(axis:dtype:file:line:)`` as a layer. `torch.nn.LogSoftmax`.
public final class LogSoftmax: Module, Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
    super.init()
  }

  public override var details: String { "axis: \(axis)" }

  public func forward(_ x: Tensor) -> Tensor { x.logSoftmax(axis: axis) }
}

/// ``Tensor/softmax(axis:dtype:file:line:)`` over the channels of images, `[batch, channels, height, width]`, with or without the batch.
/// `torch.nn.Softmax2d`.
public final class Softmax2d: Module, Layer {
  public func forward(_ x: Tensor) -> Tensor {
    _ = inferredChannels(of: x, axes: 2)
    return x.softmax(axis: -3)
  }
}
