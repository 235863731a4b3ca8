import TapestryCore

/// Every window of an image, laid out as a column. `torch.nn.Unfold`.
///
/// Shapes: input `[batch, channels, height, width]`, output `[batch, channels · kernel, windows]`, both with or without the batch.
public final class Unfold: Module, Layer {
  public let kernelSize: PerAxis
  public let dilation: PerAxis
  public let padding: PerAxis
  public let stride: PerAxis

  public init(
    kernelSize: PerAxis, dilation: PerAxis = 1, padding: PerAxis = 0, stride: PerAxis = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("Unfold", axes: 2, file: file, line: line)
    check.windows(kernelSize, dilation, padding, stride)
    (self.kernelSize, self.dilation) = (kernelSize, dilation)
    (self.padding, self.stride) = (padding, stride)
    super.init()
  }

  public override var details: String {
    "kernelSize: \(kernelSize), dilation: \(dilation), padding: \(padding), stride: \(stride)"
  }

  public func forward(_ x: Tensor) -> Tensor {
    unfold(x, kernelSize: kernelSize, dilation: dilation, padding: padding, stride: stride)
  }
}

/// The reverse of ``Unfold``: columns added up into an image where windows overlap. `torch.nn.Fold`.
///
/// Shapes: input `[batch, channels · kernel, windows]`, output `[batch, channels, height, width]`, both with or without the batch.
public final class Fold: Module, Layer {
  public let outputSize: PerAxis
  public let kernelSize: PerAxis
  public let dilation: PerAxis
  public let padding: PerAxis
  public let stride: PerAxis

  public init(
    outputSize: PerAxis, kernelSize: PerAxis, dilation: PerAxis = 1, padding: PerAxis = 0,
    stride: PerAxis = 1, file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("Fold", axes: 2, file: file, line: line)
    check.sizes(outputSize, "outputSize")
    check.windows(kernelSize, dilation, padding, stride)
    (self.outputSize, self.kernelSize) = (outputSize, kernelSize)
    (self.dilation, self.padding, self.stride) = (dilation, padding, stride)
    super.init()
  }

  public override var details: String {
    "outputSize: \(outputSize), kernelSize: \(kernelSize), dilation: \(dilation), padding: \(padding), stride: \(stride)"
  }

  public func forward(_ x: Tensor) -> Tensor {
    fold(
      x, outputSize: outputSize, kernelSize: kernelSize, dilation: dilation, padding: padding,
      stride: stride)
  }
}
