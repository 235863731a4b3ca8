/// A number that sums up what has been seen since the last `reset()`, such as a mean loss or an accuracy.
///
/// Metrics keep totals, not per-batch averages, so that a short last batch weighs what it should. What a metric is shown
/// differs from one to the next: a ``RunningMean`` numbers, a ``PredictionMetric`` predictions beside what was wanted.
///
/// The equivalent of `torcheval.metrics.Metric`.
public protocol Metric: AnyObject, CustomStringConvertible {
  /// What has been seen so far, as one number; NaN where that says nothing, as before the first update.
  var value: Double { get }

  /// All that the metric remembers, as numbers. A checkpoint keeps them; what one metric gave, another of the same kind takes.
  var totals: [Double] { get set }

  /// Takes in what another metric of the same kind has seen, as that of another thread. By default totals are added up.
  func merge(_ other: Self)

  /// Forgets everything seen so far.
  func reset()
}

extension Metric {
  public func merge(_ other: Self) { totals = zip(totals, other.totals).map { $0 + $1 } }

  /// The value with four decimals.
  public var description: String { value.fixed(4) }
}
