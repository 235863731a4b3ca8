import TapestryCore

/// The share of examples whose right class has the highest score.
///
/// ```swift
/// let accuracy = Accuracy()
/// for (images, labels) in loader { accuracy.update(model(images), labels: labels) }
/// print("accuracy \(accuracy)")   // accuracy 0.9712
/// ```
public final class Accuracy: Metric, CustomStringConvertible {
  private var right = 0
  private var count = 0

  /// An accuracy that has seen nothing yet.
  public init() {}

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - scores: `[…, classes]`, one number a class, the higher the likelier: logits, log-probabilities or
  ///     probabilities. Where several are highest, the first counts.
  ///   - labels: `[…]`, the right class of each, of an integer dtype. A label that is no class is never right.
  public func update(
    _ scores: Tensor, labels: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      scores.rank >= 1 && Shape(scores.shape.dropLast()) == labels.shape,
      "Accuracy: scores \(scores.shape) and labels \(labels.shape): […, classes] and […] are needed",
      file: file, line: line)
    demand(
      labels.dtype.isInteger, "Accuracy: labels of \(labels.dtype): an integer dtype is needed",
      file: file, line: line)
    guard labels.count > 0 else { return }
    noGrad {
      right += (scores.argmax(axis: -1, file: file, line: line) .== labels).sum().item(as: Int.self)
    }
    count += labels.count
  }

  /// The accuracy over all examples since the last `reset()`, in 0...1; NaN when there were none.
  public var value: Double { Double(right) / Double(count) }

  public func reset() {
    right = 0
    count = 0
  }

  /// The value with four decimals.
  public var description: String { value.fixed(4) }
}
