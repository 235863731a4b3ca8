import TapestryCore

/// The base of metrics that are means over examples, such as ``Accuracy``. One of your own is a ``FunctionMetric``.
///
/// Examples may have weights, Keras's `sample_weight`: one of weight 2 counts as two, one of weight 0 not at all.
///
/// ```swift
/// accuracy.update(logits, labels, weights: weights)   // [batch]
/// ```
public class MeanMetric: PredictionMetric {
  private let mean = RunningMean()

  init() {}

  public final func update(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    update(predictions, targets, weights: nil, file: file, line: line)
  }

  /// Adds the predictions for a batch, of which some count more than others.
  ///
  /// - Parameter weights: how often each number that the mean is over counts, 0 or more. Their shape is that of the numbers or its first axes:
  ///   weights `[batch]` fit labels `[batch]` and `[batch, length]`. Nil for once each.
  public func update(
    _ predictions: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    mistake("\(type(of: self)): update is not overridden", file: file, line: line)
  }

  /// Adds so many examples, whose numbers have this sum.
  final func add(_ sum: Double, of count: Int) { mean.add(sum, of: Double(count)) }

  /// Adds numbers, each as often as its weight says; those that are not `counted` not at all.
  final func add(
    _ numbers: Tensor, counted: Tensor? = nil, weights: Tensor?, file: StaticString, line: UInt
  ) {
    noGrad {
      guard let weights else {
        let numbers = counted.map { Tensor.where($0, numbers, 0) } ?? numbers
        let count = counted?.countNonzero().item(as: Int.self) ?? numbers.count
        return add(numbers.sum(dtype: .float64).item(), of: count)
      }
      demand(
        weights.rank <= numbers.rank
          && weights.shape == Shape(numbers.shape.prefix(weights.rank)),
        "\(type(of: self)): weights \(weights.shape) for \(numbers.shape) numbers: that shape or its first axes are needed",
        file: file, line: line)
      let ones = Array(repeating: 1, count: numbers.rank - weights.rank)
      var shares = weights.detach().cast(to: .float64)
        .reshaped(to: Shape(Array(weights.shape) + ones)).expanded(to: numbers.shape)
      if let counted { shares = Tensor.where(counted, shares, 0) }
      // What has no weight may be no number at all.
      let parts = Tensor.where(shares .== 0, 0, numbers.cast(to: .float64) * shares)
      mean.add(parts.sum().item(), of: shares.sum().item())
    }
  }

  /// The mean over all examples since the last `reset()`; NaN where there were none.
  public var value: Double { mean.value }

  public var monitorMode: MonitorMode { .min }

  /// The sum over examples and their number.
  public final var totals: [Double] {
    get { mean.totals }
    set { mean.totals = newValue }
  }

  public final func reset() { mean.reset() }
}
