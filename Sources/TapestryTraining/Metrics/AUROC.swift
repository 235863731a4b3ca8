import TapestryCore

/// The area under the ROC curve: how likely a random yes has a higher score than a random no. Ties count half.
///
/// ```swift
/// let area = AUROC()
/// for (inputs, answers) in loader { area.update(model(inputs), answers) }
/// ```
///
/// Without thresholds it is exact, remembers every score and takes any, logits too. With them it counts between thresholds, in memory
/// that does not grow, and takes probabilities; what lies between the same two then ties.
///
/// `sklearn.metrics.roc_auc_score`, `torcheval.metrics.BinaryAUROC`; with thresholds `keras.metrics.AUC`, `torchmetrics.AUROC(thresholds:)`.
public final class AUROC: PredictionMetric {
  /// Into how many parts 0...1 is divided; nil where every score is remembered.
  public let thresholds: Int?

  /// The number of times yes and no came, by score or, with thresholds, by the number of the part.
  private var answers: [Double: (yes: Double, no: Double)] = [:]

  /// - Parameter thresholds: evenly from 0 to 1, at least 2; nil for the exact area.
  public init(thresholds: Int? = nil, file: StaticString = #fileID, line: UInt = #line) {
    demand(
      thresholds ?? 2 >= 2, "AUROC: \(thresholds ?? 0) thresholds, at least 2 are needed",
      file: file, line: line)
    self.thresholds = thresholds
  }

  /// Adds the predictions for a batch, each on its own.
  ///
  /// - Parameters:
  ///   - scores: of any shape, the higher the likelier yes; none NaN.
  ///   - targets: of the same shape and any dtype: above 0.5 for yes.
  public func update(
    _ scores: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    demandSameShape("AUROC", scores, targets, file: file, line: line)
    for (score, isYes) in zip(scores.array(as: Double.self), targets.isYes.array(as: Bool.self)) {
      demand(!score.isNaN, "AUROC: a score is NaN", file: file, line: line)
      answers[part(of: score), default: (0, 0)].yes += isYes ? 1 : 0
      answers[part(of: score), default: (0, 0)].no += isYes ? 0 : 1
    }
  }

  /// A score, or the number of the last threshold that it reaches.
  private func part(of score: Double) -> Double {
    guard let thresholds else { return score }
    return (min(max(score, 0), 1) * Double(thresholds - 1)).rounded(.down)
  }

  /// The area in 0...1; NaN where there was no yes or no no.
  public var value: Double {
    var (area, yes, no) = (0.0, 0.0, 0.0)
    for (_, here) in answers.sorted(by: { $0.key > $1.key }) {
      area += here.no * (yes + here.yes / 2)
      yes += here.yes
      no += here.no
    }
    return area / (yes * no)
  }

  /// Scores, each followed by the numbers of yes and no.
  public var totals: [Double] {
    get { answers.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.yes, $0.value.no] } }
    set {
      answers = [:]
      add(newValue)
    }
  }

  private func add(_ totals: [Double]) {
    for place in stride(from: 0, to: totals.count, by: 3) {
      answers[totals[place], default: (0, 0)].yes += totals[place + 1]
      answers[totals[place], default: (0, 0)].no += totals[place + 2]
    }
  }

  public func merge(_ other: AUROC) { add(other.totals) }

  public func reset() { answers = [:] }
}
