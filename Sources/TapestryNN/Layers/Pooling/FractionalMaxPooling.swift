import TapestryCore

/// What ``FractionalMaxPool2d`` and ``FractionalMaxPool3d`` have in common: windows whose borders are drawn at random, so that sizes may
/// shrink by less than a half. Graham, 2014.
public class FractionalMaxPooling: Module {
  /// How large the result is: a size, or a part of the input's.
  public enum Target: Sendable {
    case size(PerAxis)
    case ratio(ScalePerAxis)
  }

  class var axes: Int { 0 }

  public let kernelSize: PerAxis
  public let target: Target

  /// What the borders follow from; in state dicts too.
  public let samples: Buffer?

  // Not private: the optimizer (Swift 6.3) then makes an instance of this class where one of a subclass is asked for.
  init(
    _ kernelSize: PerAxis, _ target: Target, _ samples: Tensor?, _ file: StaticString, _ line: UInt
  ) {
    let check = LayerCheck("\(Self.self)", axes: Self.axes, file: file, line: line)
    check.sizes(kernelSize, "kernelSize")
    switch target {
    case .size(let size): check.sizes(size, "outputSize")
    case .ratio(let ratio):
      check.demand(
        ratio.resolved(
          "\(Self.self)", "outputRatio", count: Self.axes, file: file, line: line
        ).allSatisfy { $0 < 1 }, "outputRatio \(ratio) must be below 1")
    }
    (self.kernelSize, self.target) = (kernelSize, target)
    self.samples = samples.map { Buffer($0) }
    super.init()
  }

  /// - Parameter samples: `[batch, channels, axes]` in 0 ..< 1, which the borders follow from; nil draws them at every call.
  public required convenience init(
    kernelSize: PerAxis, outputSize: PerAxis, samples: Tensor? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) { self.init(kernelSize, .size(outputSize), samples, file, line) }

  /// - Parameter outputRatio: the result's sizes as parts of the input's, between 0 and 1.
  public required convenience init(
    kernelSize: PerAxis, outputRatio: ScalePerAxis, samples: Tensor? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) { self.init(kernelSize, .ratio(outputRatio), samples, file, line) }

  /// The result's spatial sizes.
  final func outputSize(for x: Tensor) -> PerAxis {
    switch target {
    case .size(let size): return size
    case .ratio(let ratio):
      let name = "\(Self.self)"
      if x.rank < Self.axes {
        mistake("\(name): input \(x.shape) has fewer axes than \(Self.axes)")
      }
      let factors = ratio.resolved(
        name, "outputRatio", count: Self.axes, file: #fileID, line: #line)
      return PerAxis(zip(x.shape.suffix(Self.axes), factors).map { Int(Double($0) * $1) })
    }
  }

  public override func key(for path: String) -> String {
    path == "samples" ? "_random_samples" : path
  }

  public override var details: String {
    switch target {
    case .size(let size): "kernelSize: \(kernelSize), outputSize: \(size)"
    case .ratio(let ratio): "kernelSize: \(kernelSize), outputRatio: \(ratio)"
    }
  }
}

/// The largest element of windows of images with random borders: `[batch, channels, height, width]`, with or without the batch.
/// `torch.nn.FractionalMaxPool2d`.
public final class FractionalMaxPool2d: FractionalMaxPooling, Layer {
  override class var axes: Int { 2 }

  public func forward(_ x: Tensor) -> Tensor {
    fractionalMaxPool2d(
      x, kernelSize: kernelSize, outputSize: outputSize(for: x), samples: samples)
  }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    fractionalMaxPool2dWithIndices(
      x, kernelSize: kernelSize, outputSize: outputSize(for: x), samples: samples)
  }
}

/// The largest element of windows of volumes with random borders: `[batch, channels, depth, height, width]`, with or without the batch.
/// `torch.nn.FractionalMaxPool3d`.
public final class FractionalMaxPool3d: FractionalMaxPooling, Layer {
  override class var axes: Int { 3 }

  public func forward(_ x: Tensor) -> Tensor {
    fractionalMaxPool3d(
      x, kernelSize: kernelSize, outputSize: outputSize(for: x), samples: samples)
  }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    fractionalMaxPool3dWithIndices(
      x, kernelSize: kernelSize, outputSize: outputSize(for: x), samples: samples)
  }
}
