import TapestryCore

/// The base of metrics that are means over examples, such as ``Accuracy``. One of your own is a ``FunctionMetric``.
public class MeanMetric: PredictionMetric {
  private let mean = RunningMean()

  init() {}

  public func update(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    mistake("\(type(of: self)): update is not overridden", file: file, line: line)
  }

  /// Adds so many examples, whose numbers have this sum.
  final func add(_ sum: Double, of count: Int) { mean.add(sum, of: count) }

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
