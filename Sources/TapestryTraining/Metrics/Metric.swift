/// A number that sums up what has been seen since the last `reset()`, such as a mean loss or an accuracy.
///
/// Metrics keep totals, not per-batch averages, so that a short last batch weighs what it should.
/// What a metric is shown differs from one to the next: see `RunningMean.update(_:count:)` and
/// `Accuracy.update(_:labels:)`.
public protocol Metric: AnyObject {
  /// What has been seen so far, as one number; NaN before the first update.
  var value: Double { get }

  /// Forgets everything seen so far.
  func reset()
}
