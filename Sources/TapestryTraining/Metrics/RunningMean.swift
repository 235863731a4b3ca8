/// The mean of what it is shown, weighted by how many examples each number stands for.
///
/// ```swift
/// let meanLoss = RunningMean()
/// meanLoss.update(loss.item(), count: labels.count)
/// print("loss \(meanLoss)")   // loss 0.2134
/// ```
public final class RunningMean: Metric, CustomStringConvertible {
  private var total = 0.0
  private var count = 0

  /// A mean that has seen nothing yet.
  public init() {}

  /// Adds `value`, the mean over `count` examples.
  public func update(_ value: Double, count: Int = 1) {
    total += value * Double(count)
    self.count += count
  }

  /// The mean over all examples since the last `reset()`; NaN when there were none.
  public var value: Double { total / Double(count) }

  public func reset() {
    total = 0
    count = 0
  }

  /// The value with four decimals.
  public var description: String { value.fixed(4) }
}
