import TapestryCore

/// What ``BatchNorm1d``, ``BatchNorm2d`` and ``BatchNorm3d`` have in common: each channel is brought to mean 0 and variance 1, in training those of the
/// batch, in evaluation the running ones. Ioffe & Szegedy, 2015.
public class BatchNorm: RunningNormalization, LazyLayer {
  /// - Parameters:
  ///   - channels: nil takes their number from the first input, see ``LazyLayer``.
  ///   - momentum: a batch's share in the running statistics; nil for the mean of all batches.
  ///   - affine: whether channels are scaled and shifted after that, by what the layer learns.
  ///   - bias: whether they are shifted.
  ///   - trackRunningStats: whether there are running statistics; without, the batch's are taken in evaluation too.
  ///   - weightInitializer: what scales start from.
  ///   - biasInitializer: what shifts start from.
  public required init(
    _ channels: Int? = nil, epsilon: Double = 1e-5, momentum: Double? = 0.1, affine: Bool = true,
    bias: Bool = true, trackRunningStats: Bool = true,
    weightInitializer: Initializer = .ones, biasInitializer: Initializer = .zeros,
    dtype: DType = .float32,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    super.init(
      channels: channels, epsilon: epsilon, momentum: momentum, affine: affine, bias: bias,
      trackRunningStats: trackRunningStats, weightInitializer: weightInitializer,
      biasInitializer: biasInitializer, dtype: dtype, file: file, line: line)
  }

  public final func forward(_ x: Tensor) -> Tensor {
    checkAxes(x)
    return batchNorm(
      x, runningMean: runningMean, runningVar: runningVar, weight: weight, bias: bias,
      isTraining: isTraining || numBatchesTracked == nil,
      momentum: isTraining ? shareOfBatch() : 0, epsilon: epsilon)
  }
}

/// Batch normalization of `[batch, channels]` or `[batch, channels, length]`. `torch.nn.BatchNorm1d`.
public final class BatchNorm1d: BatchNorm {
  override class var axes: ClosedRange<Int> { 0...1 }
}

/// Batch normalization of images, `[batch, channels, height, width]`. `torch.nn.BatchNorm2d`.
public final class BatchNorm2d: BatchNorm {
  override class var axes: ClosedRange<Int> { 2...2 }
}

/// Batch normalization of volumes, `[batch, channels, depth, height, width]`. `torch.nn.BatchNorm3d`.
public final class BatchNorm3d: BatchNorm {
  override class var axes: ClosedRange<Int> { 3...3 }
}
