import Glibc
import TapestryCore

/// How many words a language model hesitates between: `exp` of the mean cross entropy of a word.
///
/// ```swift
/// let perplexity = Perplexity(ignoreIndex: padding)
/// for (words, next) in loader { perplexity.update(model(words), next) }
/// ```
///
/// `torcheval.metrics.Perplexity`, `keras_hub.metrics.Perplexity(from_logits=True)`.
public final class Perplexity: MeanMetric {
  /// Targets of this number do not count.
  public let ignoreIndex: Int

  /// - Parameter ignoreIndex: a label that does not count, as that of padding.
  public init(ignoreIndex: Int = -100) { self.ignoreIndex = ignoreIndex }

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - logits: `[…, classes]`.
  ///   - labels: `[…]`, the right class of each, of an integer dtype.
  ///   - weights: how often each counts, of the first axes of the targets' shape, such as `[batch]`; nil for once each.
  public override func update(
    _ logits: Tensor, _ labels: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      logits.rank >= 1 && labels.shape == Shape(logits.shape.dropLast()) && labels.dtype.isInteger,
      "Perplexity: logits \(logits.shape) and labels \(labels.shape) of \(labels.dtype): […, classes] and […] of an integer dtype are needed",
      file: file, line: line)
    guard labels.count > 0 else { return }
    noGrad {
      let losses = crossEntropy(
        logits.reshaped(to: [labels.count, logits.shape[logits.rank - 1]]), labels.flattened(),
        ignoreIndex: ignoreIndex, reduction: .none, file: file, line: line)
      add(
        losses.reshaped(to: labels.shape), counted: labels .!= ignoreIndex, weights: weights,
        file: file, line: line)
    }
  }

  /// The perplexity, 1 or more; NaN where nothing was seen.
  public override var value: Double { exp(super.value) }
}
