import TapestryCore

/// The share of examples whose right class is among the `k` with the highest scores.
///
/// Keras's `SparseTopKCategoricalAccuracy` and, for one-hot targets, `TopKCategoricalAccuracy`;
/// `torcheval.metrics.MulticlassAccuracy(k:)`.
public final class TopKAccuracy: MeanMetric {
  /// How many of the classes with the highest scores count.
  public let k: Int

  /// Labels of this number do not count; nil where all do.
  public let ignoreIndex: Int?

  /// - Parameters:
  ///   - k: at least 1. Where there are no more than `k` classes, every label of a class is right.
  ///   - ignoreIndex: a label that does not count, as that of padding; nil where all do.
  public init(
    k: Int, ignoreIndex: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(k > 0, "TopKAccuracy: k is \(k), at least 1 is needed", file: file, line: line)
    self.k = k
    self.ignoreIndex = ignoreIndex
  }

  /// Adds the predictions for a batch.
  ///
  /// The right class is among the `k` highest where fewer than `k` others have a higher score: what ties with it does not
  /// push it out. One whose score is NaN is never right.
  ///
  /// - Parameters:
  ///   - scores: `[…, classes]`, the higher the likelier.
  ///   - targets: `[…]`, the right class of each, of an integer dtype; or `[…, classes]`, highest for the right class. A
  ///     label that is no class is never right.
  ///   - weights: how often each counts, of the first axes of the targets' shape, such as `[batch]`; nil for once each.
  public override func update(
    _ scores: Tensor, _ targets: Tensor, weights: Tensor?, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    let labels = ClassNumbers.labels(
      of: targets, scores: scores, owner: "TopKAccuracy", file: file, line: line)
    guard labels.count > 0 else { return }
    noGrad {
      let isClass = (labels .>= 0) .&& (labels .< scores.shape[scores.rank - 1])
      let places = Tensor.where(isClass, labels, 0).unsqueezed(-1)
      let rightScores = scores.gathered(axis: -1, indices: places)
      let higher = (scores .> rightScores).countNonzero(axis: -1)
      let isNumber = .!rightScores.isNaN().squeezed(-1)
      add(
        (higher .< k) .&& isClass .&& isNumber, counted: ignoreIndex.map { labels .!= $0 },
        weights: weights, file: file, line: line)
    }
  }

  public override var monitorMode: MonitorMode { .max }
}
