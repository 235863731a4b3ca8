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
/// Of several classes it is the mean of each class's against all others:
///
/// ```swift
/// AUROC(classes: 10)     // scores [batch, 10]; probabilities, as logits of different examples do not compare
/// ```
///
/// `sklearn.metrics.roc_auc_score` with `multi_class="ovr"`, `torcheval.metrics.BinaryAUROC`, `MulticlassAUROC`; with thresholds
/// `keras.metrics.AUC`, `torchmetrics.AUROC(thresholds:)`.
public final class AUROC: PredictionMetric {
  /// Into how many parts 0...1 is divided; nil where every score is remembered.
  public let thresholds: Int?

  /// How many classes there are; nil where answers are yes or no.
  public let classes: Int?

  /// Of each class, or of yes alone: by score or, with thresholds, by the number of the part.
  private var tallies: [ScoreTally]

  /// The area of answers of yes or no.
  ///
  /// - Parameter thresholds: evenly from 0 to 1, at least 2; nil for the exact area.
  public init(thresholds: Int? = nil, file: StaticString = #fileID, line: UInt = #line) {
    Self.demandThresholds(thresholds, file, line)
    self.thresholds = thresholds
    classes = nil
    tallies = [ScoreTally()]
  }

  /// The mean area of one class of several against the others.
  ///
  /// - Parameters:
  ///   - classes: how many there are, at least 2.
  ///   - thresholds: evenly from 0 to 1, at least 2; nil for the exact areas.
  public init(
    classes: Int, thresholds: Int? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      classes >= 2, "AUROC: \(classes) classes, at least 2 are needed", file: file, line: line)
    Self.demandThresholds(thresholds, file, line)
    self.thresholds = thresholds
    self.classes = classes
    tallies = Array(repeating: ScoreTally(), count: classes)
  }

  private static func demandThresholds(
    _ thresholds: Int?, _ file: StaticString, _ line: UInt
  ) {
    demand(
      thresholds ?? 2 >= 2, "AUROC: \(thresholds ?? 0) thresholds, at least 2 are needed",
      file: file, line: line)
  }

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - scores: of any shape, the higher the likelier yes; of several classes `[…, classes]`. Where one is NaN, so is the area.
  ///   - targets: of the same shape and any dtype, above 0.5 for yes; of several classes labels `[…]` of an integer dtype, each in
  ///     `0..<classes`, or `[…, classes]`, highest for the right class.
  public func update(
    _ scores: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    guard let classes else {
      demandSameShape("AUROC", scores, targets, file: file, line: line)
      for (score, isYes) in zip(scores.array(as: Double.self), targets.isYes.array(as: Bool.self)) {
        tallies[0].add(part(of: score), yes: isYes ? 1 : 0, no: isYes ? 0 : 1)
      }
      return
    }
    demand(
      scores.shape.last == classes, "AUROC: scores \(scores.shape) of \(classes) classes",
      file: file, line: line)
    let labels = ClassNumbers.labels(
      of: targets, scores: scores, owner: "AUROC", file: file, line: line)
    labels.demandClasses(classes, "label", owner: "AUROC", file: file, line: line)
    let numbers = scores.array(as: Double.self)
    for (row, label) in labels.array(as: Int.self).enumerated() {
      for place in 0..<classes {
        let score = part(of: numbers[row * classes + place])
        tallies[place].add(score, yes: place == label ? 1 : 0, no: place == label ? 0 : 1)
      }
    }
  }

  /// A score, or the number of the last threshold that it reaches.
  private func part(of score: Double) -> Double {
    guard let thresholds, !score.isNaN else { return score }
    return (min(max(score, 0), 1) * Double(thresholds - 1)).rounded(.down)
  }

  /// The area of each class, of "yes" alone where there are no classes; NaN as ``value``.
  public var perClass: [Double] { tallies.indices.map { tallies[$0].area() } }

  /// The area in 0...1, of several classes the mean over those that came up. NaN where there was no yes or no no, and where a score
  /// is NaN.
  public var value: Double {
    let areas = perClass
    if classes == nil { return areas[0] }
    let cameUp = zip(areas, tallies).filter { $1.yes > 0 }.map(\.0)
    return cameUp.isEmpty ? .nan : cameUp.reduce(0, +) / Double(cameUp.count)
  }

  public var monitorMode: MonitorMode { .max }

  /// Scores, each followed by the numbers of yes and no; of several classes one class's after the other's, behind how many scores
  /// each has.
  public var totals: [Double] {
    get {
      (classes == nil ? [] : tallies.map { Double($0.count) }) + tallies.flatMap(\.totals)
    }
    set {
      reset()
      add(newValue)
    }
  }

  private func add(_ totals: [Double]) {
    guard let classes else { return tallies[0].add(totals: totals) }
    var rest = totals.dropFirst(classes)
    for (place, count) in totals.prefix(classes).enumerated() {
      tallies[place].add(totals: rest.prefix(3 * Int(count)))
      rest = rest.dropFirst(3 * Int(count))
    }
  }

  public func merge(_ other: AUROC) { add(other.totals) }

  public func reset() { tallies = tallies.map { _ in ScoreTally() } }
}
