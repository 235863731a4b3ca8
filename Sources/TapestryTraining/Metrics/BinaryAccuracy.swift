import TapestryCore

/// The share of answers of yes or no that are right.
///
/// `keras.metrics.BinaryAccuracy`, `torcheval.metrics.BinaryAccuracy`.
public final class BinaryAccuracy: MeanMetric {
  /// Scores above it count as yes.
  public let threshold: Double

  /// - Parameter threshold: a score above it means yes: 0.5 for probabilities, 0 for logits.
  public init(threshold: Double = 0.5) { self.threshold = threshold }

  /// Adds the predictions for a batch, each on its own.
  ///
  /// - Parameters:
  ///   - scores: of any shape.
  ///   - targets: of the same shape and any dtype: above 0.5 for yes.
  ///   - weights: how often each counts, of the first axes of the targets' shape, such as `[batch]`; nil for once each.
  public override func update(
    _ scores: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demandSameShape("BinaryAccuracy", scores, targets, file: file, line: line)
    guard targets.count > 0 else { return }
    noGrad {
      add(
        (scores .> threshold) .== targets.isYes, weights: weights, file: file, line: line)
    }
  }

  public override var monitorMode: MonitorMode { .max }
}
