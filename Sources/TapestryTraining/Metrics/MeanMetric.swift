import TapestryCore

/// The base of metrics that are means over examples, such as ``Accuracy``.
public class MeanMetric: PredictionMetric {
  private var sum = 0.0
  private var count = 0.0

  init() {}

  public func update(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    mistake("\(type(of: self)): update is not overridden", file: file, line: line)
  }

  /// Adds so many examples, whose numbers have this sum.
  final func add(_ sum: Double, of count: Int) {
    self.sum += sum
    self.count += Double(count)
  }

  /// The mean over all examples since the last `reset()`; NaN where there were none.
  public var value: Double { sum / count }

  /// The sum over examples and their number.
  public final var totals: [Double] {
    get { [sum, count] }
    set { (sum, count) = (newValue[0], newValue[1]) }
  }

  public final func reset() { totals = [0, 0] }
}
