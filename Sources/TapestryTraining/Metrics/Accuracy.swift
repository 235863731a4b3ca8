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
  /// An accuracy that has seen nothing yet.
  public override init() {}

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - scores: `[…, classes]`, one number a class, the higher the likelier: logits, log-probabilities or
  ///     probabilities. Where several are highest, the first counts.
  ///   - targets: `[…]`, the right class of each, of an integer dtype; or `[…, classes]`, highest for the right class. A label
  ///     that is no class is never right.
  public override func update(
    _ scores: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    let classes = ClassNumbers(scores, targets, owner: "Accuracy", file: file, line: line)
    add(Double(classes.agreements), of: classes.right.count)
  }
}
