/// The mean of what it is shown, weighted by how many examples each number stands for.
///
/// ```swift
/// let meanLoss = RunningMean()
/// meanLoss.update(loss.item(), count: labels.count)
/// print("loss \(meanLoss)")   // loss 0.2134
/// ```
///
/// `keras.metrics.Mean`, `torcheval.metrics.Mean`.
public final class RunningMean: Metric {
  private var total = 0.0
  private var count = 0.0

  /// A mean that has seen nothing yet.
  public init() {}

  /// Adds `value`, the mean over `count` examples.
  public func update(_ value: Double, count: Int = 1) {
    add(value * Double(count), of: Double(count))
  }

  /// Adds so many examples, whose numbers have this sum.
  func add(_ sum: Double, of count: Double) {
    total += sum
    self.count += count
  }

  /// The mean over all examples since the last `reset()`; NaN when there were none.
  public var value: Double { total / count }

  /// The sum of values and their number.
  public var totals: [Double] {
    get { [total, count] }
    set { (total, count) = (newValue[0], newValue[1]) }
  }

  public func reset() { totals = [0, 0] }
}
