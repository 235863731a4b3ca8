import TapestryCore

/// A ``Metric`` of how well predictions agree with what was wanted, as a ``Trainer`` shows them.
///
/// ```swift
/// let (accuracy, f1) = (Accuracy(), FBeta(classes: 10, average: .macro))
/// for (images, labels) in loader {
///   let logits = model(images)
///   accuracy.update(logits, labels)
///   f1.update(logits, labels)
/// }
/// print("accuracy \(accuracy), F1 \(f1)")
/// ```
///
/// | What is predicted | Metrics | Keras |
/// | --- | --- | --- |
/// | one class of several | ``Accuracy``, ``TopKAccuracy`` | `SparseCategoricalAccuracy`, `CategoricalAccuracy`, `TopKCategoricalAccuracy` |
/// | | ``Precision``, ``Recall``, ``FBeta`` with `classes:`, ``ConfusionMatrix`` | `F1Score` |
/// | | ``AUROC`` with `classes:` | |
/// | yes or no | ``BinaryAccuracy``, ``AUROC`` | `BinaryAccuracy`, `AUC` |
/// | | ``Precision``, ``Recall``, ``FBeta`` with `threshold:` | `Precision`, `Recall`, `FBetaScore` |
/// | a number | ``MeanSquaredError``, ``RootMeanSquaredError`` | `MeanSquaredError`, `RootMeanSquaredError` |
/// | | ``MeanAbsoluteError``, ``R2Score`` | `MeanAbsoluteError`, `R2Score` |
/// | the next word | ``Perplexity`` | `keras_hub.metrics.Perplexity` |
/// | anything | ``FunctionMetric`` | `MeanMetricWrapper` |
///
/// Means over examples, each a ``MeanMetric``, take weights of examples too: the accuracies, the errors, ``Perplexity`` and ``FunctionMetric``.
///
/// Nothing that a metric does is recorded for gradients. Targets of classes are their numbers, or one-hot.
public protocol PredictionMetric: Metric {
  /// Adds the predictions for a batch.
  ///
  /// Shapes that do not fit are a programmer's mistake, which messages place at `file` and `line`: give them the defaults
  /// `#fileID` and `#line`.
  func update(_ predictions: Tensor, _ targets: Tensor, file: StaticString, line: UInt)

  /// Which of two values is the better: what ``EarlyStopping`` and ``Checkpoint`` go by. By default the lower.
  var monitorMode: MonitorMode { get }
}

extension PredictionMetric {
  public var monitorMode: MonitorMode { .min }
}
