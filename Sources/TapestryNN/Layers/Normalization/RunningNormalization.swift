import TapestryCore

/// What batch and instance normalization have in common: a scale and a shift for each channel, and running statistics.
///
/// Unless told, scales start at 1 and shifts at 0; running means at 0 and variances at 1, so that at first the layer does nothing but normalize.
public class RunningNormalization: Module {
  /// How many axes inputs can have behind the channels.
  class var axes: ClosedRange<Int> { 0...0 }

  public let epsilon: Double
  public internal(set) final var momentum: Double?

  private let isAffine: Bool
  private let weightInitializer, biasInitializer: Initializer
  private let dtype: DType
  private let weightSlot: TensorSlot<Parameter>?  // [channels]
  private let biasSlot: TensorSlot<Parameter>?  // [channels]
  private let runningMeanSlot: TensorSlot<Buffer>?  // [channels]
  private let runningVarSlot: TensorSlot<Buffer>?  // [channels]
  private let channels: Int?

  /// How many batches the running statistics have seen: a scalar of int64.
  public let numBatchesTracked: Buffer?

  init(
    channels: Int?, epsilon: Double, momentum: Double?, affine: Bool, bias: Bool,
    trackRunningStats: Bool, weightInitializer: Initializer, biasInitializer: Initializer,
    dtype: DType, file: StaticString, line: UInt
  ) {
    let check = LayerCheck("\(Self.self)", file: file, line: line)
    if let channels { check.positive(channels, "the number of channels") }
    check.demand(epsilon >= 0, "an epsilon of \(epsilon)")
    if let momentum {
      check.demand((0...1).contains(momentum), "a momentum of \(momentum), which must be in 0...1")
    }
    (self.channels, self.epsilon, self.momentum) = (channels, epsilon, momentum)
    (self.weightInitializer, self.biasInitializer) = (weightInitializer, biasInitializer)
    (self.dtype, isAffine) = (dtype, affine)
    weightSlot = affine ? TensorSlot("weight", [nil]) : nil
    biasSlot = affine && bias ? TensorSlot("bias", [nil]) : nil
    runningMeanSlot = trackRunningStats ? TensorSlot("running_mean", [nil]) : nil
    runningVarSlot = trackRunningStats ? TensorSlot("running_var", [nil]) : nil
    numBatchesTracked =
      trackRunningStats ? Buffer(Tensor.zeros([], dtype: .int64)) : nil
    super.init()
    if let channels {
      makeParameters(inferredSize: channels)
    } else if affine || trackRunningStats {
      inferSizes()
    }
  }

  /// `[channels]`.
  public final var weight: Parameter? { weightSlot?.value }

  /// `[channels]`.
  public final var bias: Parameter? { biasSlot?.value }

  /// `[channels]`.
  public final var runningMean: Buffer? { runningMeanSlot?.value }

  /// `[channels]`, of the unbiased variance, which divides by one less.
  public final var runningVar: Buffer? { runningVarSlot?.value }

  public override func key(for path: String) -> String {
    path == "numBatchesTracked" ? "num_batches_tracked" : path
  }

  public override var details: String {
    settings(
      (channels ?? weightSlot?.inferredSize ?? runningMeanSlot?.inferredSize).map(String.init),
      "epsilon: \(epsilon)", "momentum: \(momentum.map { "\($0)" } ?? "nil")",
      "affine: \(isAffine)",
      setting("bias", biasSlot != nil || !isAffine, unless: true),
      "trackRunningStats: \(runningMeanSlot != nil)")
  }

  public final func inferredSize(from x: Tensor) -> Int {
    checkAxes(x)
    return x.shape[channelAxis(of: x)]
  }

  public final func makeParameters(inferredSize channels: Int) {
    weightSlot?.value = Parameter(weightInitializer([channels], dtype: dtype))
    biasSlot?.value = Parameter(biasInitializer([channels], dtype: dtype))
    runningMeanSlot?.value = Buffer(.zeros([channels], dtype: dtype))
    runningVarSlot?.value = Buffer(.ones([channels], dtype: dtype))
  }

  func channelAxis(of x: Tensor) -> Int { 1 }

  final func checkAxes(_ x: Tensor) {
    let (axis, axes) = (channelAxis(of: x), Self.axes)
    if !axes.contains(x.rank - axis - 1) || x.rank <= axis {
      let needed =
        axes.count == 1 ? "\(axes.lowerBound)" : "\(axes.lowerBound) or \(axes.upperBound)"
      mistake("\(Self.self): input \(x.shape) must have \(needed) axes behind the channels")
    }
    if let channels, x.shape[axis] != channels {
      mistake("\(Self.self): input \(x.shape) must have \(channels) channels")
    }
  }

  /// Puts one more batch on record, and gives its share in the running statistics.
  final func shareOfBatch() -> Double {
    guard let numBatchesTracked else { return momentum ?? 0 }
    noGrad { numBatchesTracked += 1 }
    return momentum ?? 1 / numBatchesTracked.item(as: Double.self)
  }
}
