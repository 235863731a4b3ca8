import TapestryCore

/// What ``FractionalMaxPool2d`` and ``FractionalMaxPool3d`` have in common: windows whose borders are drawn at random, so that sizes may
/// shrink by less than a half. Graham, 2014.
public class FractionalMaxPooling: Module, Layer {
  /// How large the result is: a size, or a part of the input's.
  public enum Target: Sendable {
    case size(PerAxis)
    case ratio(ScalePerAxis)
  }

  class var axes: Int { 0 }

  public let kernelSize: PerAxis
  public let target: Target

  /// What the borders follow from, an input without a batch taking the first example's; in state dicts too.
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

  public final func forward(_ x: Tensor) -> Tensor { withIndices(x).values }

  /// As `layer(x)`, with the place of each element in its plane. PyTorch's `return_indices`.
  public final func withIndices(_ x: Tensor) -> (values: Tensor, indices: Tensor) {
    let call = PoolingCall(op: "fractionalMaxPool\(Self.axes)d", spatial: Self.axes)
    let size =
      switch target {
      case .size(let size): size
      case .ratio(let ratio): call.sizes(of: x, times: ratio)
      }
    let isOneOfBatch = x.rank == Self.axes + 1 && samples?.rank == 3
    return call.fractionalLargest(
      x, kernelSize, size, isOneOfBatch ? samples.map { $0[0] } : samples)
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
public final class FractionalMaxPool2d: FractionalMaxPooling {
  override class var axes: Int { 2 }
}

/// The largest element of windows of volumes with random borders: `[batch, channels, depth, height, width]`, with or without the batch.
/// `torch.nn.FractionalMaxPool3d`.
public final class FractionalMaxPool3d: FractionalMaxPooling {
  override class var axes: Int { 3 }
}
