import TapestryCore

/// What ``MaxUnpool1d``, ``MaxUnpool2d`` and ``MaxUnpool3d`` have in common.
public class MaxUnpooling: Module, PairLayer {
  class var axes: Int { 0 }

  public let kernelSize: PerAxis
  public let stride: PerAxis
  public let padding: PerAxis

  public required init(
    kernelSize: PerAxis, stride: PerAxis? = nil, padding: PerAxis = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
      .windows(kernelSize, 1, padding, stride)
    (self.kernelSize, self.stride, self.padding) = (kernelSize, stride ?? kernelSize, padding)
    super.init()
  }

  public override var details: String {
    "kernelSize: \(kernelSize), stride: \(stride), padding: \(padding)"
  }

  public final func forward(_ values: Tensor, _ indices: Tensor) -> Tensor {
    unpooled(values, indices, nil)
  }

  /// As `layer(values, indices)`, with the spatial sizes of what was pooled, where several are possible.
  public final func callAsFunction(
    _ values: Tensor, _ indices: Tensor, outputSize: PerAxis, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    called(values, file: file, line: line) { unpooled($0, indices, outputSize) }
  }

  private func unpooled(_ values: Tensor, _ indices: Tensor, _ outputSize: PerAxis?) -> Tensor {
    PoolingCall(op: "maxUnpool\(Self.axes)d", spatial: Self.axes)
      .unpooled(values, indices, kernelSize, stride, padding, outputSize)
  }
}

/// Puts elements back to where ``MaxPooling/withIndices(_:)`` took them from, zeros elsewhere: `layer(values, indices)`. `torch.nn.MaxUnpool1d`.
public final class MaxUnpool1d: MaxUnpooling {
  override class var axes: Int { 1 }
}

/// Puts elements back to where ``MaxPooling/withIndices(_:)`` took them from, zeros elsewhere: `layer(values, indices)`. `torch.nn.MaxUnpool2d`.
public final class MaxUnpool2d: MaxUnpooling {
  override class var axes: Int { 2 }
}

/// Puts elements back to where ``MaxPooling/withIndices(_:)`` took them from, zeros elsewhere: `layer(values, indices)`. `torch.nn.MaxUnpool3d`.
public final class MaxUnpool3d: MaxUnpooling {
  override class var axes: Int { 3 }
}
