import TapestryCore

/// What ``MaxUnpool1d``, ``MaxUnpool2d`` and ``MaxUnpool3d`` have in common.
public class MaxUnpooling: Module {
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
}

/// Puts elements back to where ``MaxPool1d/withIndices(_:)`` took them from, zeros elsewhere: `layer(values, indices)`. `torch.nn.MaxUnpool1d`.
public final class MaxUnpool1d: MaxUnpooling, PairLayer {
  override class var axes: Int { 1 }

  public func forward(_ values: Tensor, _ indices: Tensor) -> Tensor {
    maxUnpool1d(
      values, indices: indices, kernelSize: kernelSize, stride: stride, padding: padding)
  }

  /// As `layer(values, indices)`, with the spatial sizes of what was pooled, where several are possible.
  public func callAsFunction(
    _ values: Tensor, _ indices: Tensor, outputSize: PerAxis, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    called(file: file, line: line) {
      maxUnpool1d(
        values, indices: indices, kernelSize: kernelSize, stride: stride, padding: padding,
        outputSize: outputSize)
    }
  }
}

/// Puts elements back to where ``MaxPool2d/withIndices(_:)`` took them from, zeros elsewhere: `layer(values, indices)`. `torch.nn.MaxUnpool2d`.
public final class MaxUnpool2d: MaxUnpooling, PairLayer {
  override class var axes: Int { 2 }

  public func forward(_ values: Tensor, _ indices: Tensor) -> Tensor {
    maxUnpool2d(
      values, indices: indices, kernelSize: kernelSize, stride: stride, padding: padding)
  }

  /// As `layer(values, indices)`, with the spatial sizes of what was pooled, where several are possible.
  public func callAsFunction(
    _ values: Tensor, _ indices: Tensor, outputSize: PerAxis, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    called(file: file, line: line) {
      maxUnpool2d(
        values, indices: indices, kernelSize: kernelSize, stride: stride, padding: padding,
        outputSize: outputSize)
    }
  }
}

/// Puts elements back to where ``MaxPool3d/withIndices(_:)`` took them from, zeros elsewhere: `layer(values, indices)`. `torch.nn.MaxUnpool3d`.
public final class MaxUnpool3d: MaxUnpooling, PairLayer {
  override class var axes: Int { 3 }

  public func forward(_ values: Tensor, _ indices: Tensor) -> Tensor {
    maxUnpool3d(
      values, indices: indices, kernelSize: kernelSize, stride: stride, padding: padding)
  }

  /// As `layer(values, indices)`, with the spatial sizes of what was pooled, where several are possible.
  public func callAsFunction(
    _ values: Tensor, _ indices: Tensor, outputSize: PerAxis, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    called(file: file, line: line) {
      maxUnpool3d(
        values, indices: indices, kernelSize: kernelSize, stride: stride, padding: padding,
        outputSize: outputSize)
    }
  }
}
