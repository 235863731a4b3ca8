import TapestryCore

/// How often examples of each class were taken for each class.
///
/// ```swift
/// let confusion = ConfusionMatrix(classes: 10)
/// for (images, labels) in loader { confusion.update(model(images), labels) }
/// confusion.counts[4, 9]                       // fours that were taken for nines
/// ```
///
/// `sklearn.metrics.confusion_matrix`, `torcheval.metrics.MulticlassConfusionMatrix`: rows are right classes, columns predictions.
public final class ConfusionMatrix: PredictionMetric {
  /// How many classes there are.
  public let classes: Int

  /// int64 `[classes, classes]`: in row `i`, column `j` the examples of class `i` that were taken for class `j`.
  public private(set) var counts: Tensor

  /// - Parameter classes: how many there are, at least 1.
  public init(classes: Int, file: StaticString = #fileID, line: UInt = #line) {
    demand(classes > 0, "ConfusionMatrix: \(classes) classes", file: file, line: line)
    self.classes = classes
    counts = .zeros([classes, classes], dtype: .int64)
  }

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - scores: `[…, classes]`, the higher the likelier; or `[…]` of an integer dtype, the classes themselves.
  ///   - targets: labels `[…]` of an integer dtype, each in `0..<classes`; or `[…, classes]`, highest for the right class.
  public func update(
    _ scores: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    let numbers = ClassNumbers(scores, targets, owner: "ConfusionMatrix", file: file, line: line)
    numbers.demandClasses(classes, owner: "ConfusionMatrix", file: file, line: line)
    noGrad {
      let cells = numbers.right.cast(to: .int64) * classes + numbers.predicted
      counts =
        counts
        + cells.flattened().bincount(minLength: classes * classes).reshaped(to: counts.shape)
    }
  }

  /// The share of examples on the diagonal: the accuracy; NaN where nothing was seen.
  public var value: Double { counts.trace().item() / counts.sum().item() }

  public var monitorMode: MonitorMode { .max }

  /// The counts, row by row.
  public var totals: [Double] {
    get { counts.array(as: Double.self) }
    set { counts = Tensor(newValue, shape: counts.shape).cast(to: .int64) }
  }

  public func reset() { counts = .zeros(counts.shape, dtype: .int64) }
}
