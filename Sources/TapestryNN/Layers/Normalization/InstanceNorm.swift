import TapestryCore

/// What ``InstanceNorm1d``, ``InstanceNorm2d`` and ``InstanceNorm3d`` have in common: each channel of each example is brought to mean 0 and variance 1.
/// Ulyanov, Vedaldi & Lempitsky, 2016.
public class InstanceNorm: RunningNormalization, LazyLayer {
  /// - Parameters:
  ///   - channels: nil takes their number from the first input, see ``LazyLayer``.
  ///   - momentum: a batch's share in the running statistics.
  ///   - affine: whether channels are scaled and shifted after that, by what the layer learns.
  ///   - bias: whether they are shifted.
  ///   - trackRunningStats: whether there are running statistics, which are then taken in evaluation.
  ///   - weightInitializer: what scales start from.
  ///   - biasInitializer: what shifts start from.
  /// - Note: `torch.nn.LazyInstanceNorm2d` and its kin have other defaults for `affine` and `trackRunningStats`; here they are the
  ///   same with and without `channels`.
  public required init(
    _ channels: Int? = nil, epsilon: Double = 1e-5, momentum: Double = 0.1, affine: Bool = false,
    bias: Bool = true, trackRunningStats: Bool = false,
    weightInitializer: Initializer = .ones, biasInitializer: Initializer = .zeros,
    dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    super.init(
      channels: channels, epsilon: epsilon, momentum: momentum, affine: affine, bias: bias,
      trackRunningStats: trackRunningStats, weightInitializer: weightInitializer,
      biasInitializer: biasInitializer, dtype: dtype, file: file, line: line)
  }

  override func channelAxis(of x: Tensor) -> Int { x.rank == Self.axes.upperBound + 1 ? 0 : 1 }

  public final func forward(_ x: Tensor) -> Tensor {
    checkAxes(x)
    return channelAxis(of: x) == 0
      ? normalized(x.unsqueezed(0)).squeezed(0) : normalized(x)
  }

  private func normalized(_ x: Tensor) -> Tensor {
    instanceNorm(
      x, runningMean: runningMean, runningVar: runningVar, weight: weight, bias: bias,
      useInputStats: isTraining || numBatchesTracked == nil, momentum: momentum ?? 0,
      epsilon: epsilon)
  }
}

/// Instance normalization of `[batch, channels, length]`, with or without the batch. `torch.nn.InstanceNorm1d`.
public final class InstanceNorm1d: InstanceNorm {
  override class var axes: ClosedRange<Int> { 1...1 }
}

/// Instance normalization of images, `[batch, channels, height, width]`, with or without the batch. `torch.nn.InstanceNorm2d`.
public final class InstanceNorm2d: InstanceNorm {
  override class var axes: ClosedRange<Int> { 2...2 }
}

/// Instance normalization of volumes, `[batch, channels, depth, height, width]`, with or without the batch. `torch.nn.InstanceNorm3d`.
public final class InstanceNorm3d: InstanceNorm {
  override class var axes: ClosedRange<Int> { 3...3 }
}
