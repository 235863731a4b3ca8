import TapestryCore

/// The share of examples whose right class has the highest score.
///
/// ```swift
/// let accuracy = Accuracy()
/// for (images, labels) in loader { accuracy.update(model(images), labels) }
/// print("accuracy \(accuracy)")   // accuracy 0.9712
/// ```
///
/// Keras's `SparseCategoricalAccuracy` and, for one-hot targets, `CategoricalAccuracy`; `torcheval.metrics.MulticlassAccuracy`.
/// For yes or no see ``BinaryAccuracy``.
public final class Accuracy: MeanMetric {
  /// Labels of this number do not count; nil where all do.
  public let ignoreIndex: Int?

  /// - Parameter ignoreIndex: a label that does not count, as that of padding; nil where all do.
  public init(ignoreIndex: Int? = nil) { self.ignoreIndex = ignoreIndex }

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - scores: `[…, classes]`, one number a class, the higher the likelier: logits, log-probabilities or
  ///     probabilities. Where several are highest, the first counts; where one is NaN, none is right.
  ///   - targets: `[…]`, the right class of each, of an integer dtype; or `[…, classes]`, highest for the right class. A label
  ///     that is no class is never right.
  ///   - weights: how often each counts, of the first axes of the targets' shape, such as `[batch]`; nil for once each.
  public override func update(
    _ scores: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let numbers = ClassNumbers(scores, targets, owner: "Accuracy", file: file, line: line)
    guard numbers.right.count > 0 else { return }
    noGrad {
      add(
        numbers.agreements, counted: ignoreIndex.map { numbers.right .!= $0 }, weights: weights,
        file: file, line: line)
    }
  }

  public override var monitorMode: MonitorMode { .max }
}
