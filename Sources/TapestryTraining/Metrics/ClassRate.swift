import TapestryCore

/// How the rates of several classes become one number; see ``ClassRate``.
public enum ClassAverage: Sendable {
  /// The mean over the classes that came up, each of the same weight.
  case macro
  /// The rate of all answers taken together.
  case micro
  /// The mean over the classes, weighted by how many examples each has.
  case weighted
}

/// The base of ``Precision``, ``Recall`` and ``FBeta``: what they count, and how classes are averaged.
///
/// Each of them is of answers of yes or no, or of one class of several:
///
/// ```swift
/// Precision()                                 // probabilities, yes above 0.5
/// Precision(threshold: 0)                     // logits
/// Precision(classes: 10, average: .macro)     // scores [batch, 10]
/// ```
///
/// A rate whose denominator is 0 is 0, as in scikit-learn and Keras. Where nothing was seen at all it is NaN.
public class ClassRate: PredictionMetric {
  private enum Kind {
    case binary(threshold: Double)
    case classes(ClassAverage)
  }

  private let kind: Kind
  private var tally: ClassTally

  /// A rate of answers of yes or no.
  ///
  /// - Parameter threshold: a score above it means yes: 0.5 for probabilities, 0 for logits.
  public init(threshold: Double = 0.5) {
    kind = .binary(threshold: threshold)
    tally = ClassTally(classes: 1)
  }

  /// A rate of one class of several.
  public init(
    classes: Int, average: ClassAverage = .macro, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    kind = .classes(average)
    tally = ClassTally(classes: max(0, classes))
    demand(classes > 0, "\(name): \(classes) classes", file: file, line: line)
  }

  /// The rate of one class.
  func rate(hits: Int, falseAlarms: Int, misses: Int) -> Double {
    mistake("ClassRate: is a base of metrics, and none itself")
  }

  fileprivate var name: StaticString { "ClassRate" }

  /// Adds the predictions for a batch.
  ///
  /// - Parameters:
  ///   - predictions: scores of the targets' shape for yes or no; `[…, classes]` for one class of several.
  ///   - targets: above 0.5 for yes; or labels `[…]` of an integer dtype, or one-hot rows `[…, classes]`.
  public func update(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) {
    switch kind {
    case .binary(let threshold):
      demandSameShape(name, predictions, targets, file: file, line: line)
      tally.add(predicted: predictions .> threshold, right: targets.isYes)
    case .classes:
      let numbers = ClassNumbers(predictions, targets, owner: name, file: file, line: line)
      numbers.demandClasses(tally.hits.count, owner: name, file: file, line: line)
      tally.add(numbers)
    }
  }

  /// The rate of each class, of "yes" alone where there are no classes.
  public var perClass: [Double] {
    tally.hits.indices.map {
      rate(hits: tally.hits[$0], falseAlarms: tally.falseAlarms[$0], misses: tally.misses[$0])
    }
  }

  public var value: Double {
    if tally.count == 0 { return .nan }
    guard case .classes(let average) = kind else { return perClass[0] }
    let sizes = zip(tally.hits, tally.misses).map { $0 + $1 }
    switch average {
    case .micro:
      return rate(
        hits: tally.hits.reduce(0, +), falseAlarms: tally.falseAlarms.reduce(0, +),
        misses: tally.misses.reduce(0, +))
    case .macro:
      let cameUp = zip(sizes, tally.falseAlarms).map { $0 + $1 > 0 ? 1.0 : 0 }
      return weightedMean(perClass, cameUp)
    case .weighted: return weightedMean(perClass, sizes.map(Double.init))
    }
  }

  private func weightedMean(_ values: [Double], _ weights: [Double]) -> Double {
    zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }

  public var monitorMode: MonitorMode { .max }

  /// Hits, false alarms and misses of each class, and the number of examples.
  public var totals: [Double] {
    get { tally.totals }
    set { tally.totals = newValue }
  }

  public func reset() { tally = ClassTally(classes: tally.hits.count) }
}

/// Of all that was taken for a class, the share that was of it: `hits / (hits + false alarms)`.
///
/// `keras.metrics.Precision`, `sklearn.metrics.precision_score`.
public final class Precision: ClassRate {
  override var name: StaticString { "Precision" }

  override func rate(hits: Int, falseAlarms: Int, misses: Int) -> Double {
    share(Double(hits), of: Double(hits + falseAlarms))
  }
}

/// Of all that was of a class, the share that was taken for it: `hits / (hits + misses)`.
///
/// `keras.metrics.Recall`, `sklearn.metrics.recall_score`.
public final class Recall: ClassRate {
  override var name: StaticString { "Recall" }

  override func rate(hits: Int, falseAlarms: Int, misses: Int) -> Double {
    share(Double(hits), of: Double(hits + misses))
  }
}

/// Precision and recall as one number, their weighted harmonic mean; for a `beta` of 1 the F1 score.
///
/// `(1 + β²) · hits / ((1 + β²) · hits + β² · misses + false alarms)`. `keras.metrics.FBetaScore`, `sklearn.metrics.fbeta_score`.
public final class FBeta: ClassRate {
  /// How many times as much recall matters as precision.
  public let beta: Double

  /// F-beta of answers of yes or no.
  ///
  /// - Parameter threshold: a score above it means yes: 0.5 for probabilities, 0 for logits.
  public init(
    beta: Double = 1, threshold: Double = 0.5, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(beta > 0, "FBeta: a beta of \(beta), not above 0", file: file, line: line)
    self.beta = beta
    super.init(threshold: threshold)
  }

  /// F-beta of one class of several.
  public init(
    beta: Double = 1, classes: Int, average: ClassAverage = .macro, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(beta > 0, "FBeta: a beta of \(beta), not above 0", file: file, line: line)
    self.beta = beta
    super.init(classes: classes, average: average, file: file, line: line)
  }

  override var name: StaticString { "FBeta" }

  override func rate(hits: Int, falseAlarms: Int, misses: Int) -> Double {
    let square = beta * beta
    let doubled = (1 + square) * Double(hits)
    return share(doubled, of: doubled + square * Double(misses) + Double(falseAlarms))
  }
}

private func share(_ part: Double, of whole: Double) -> Double { whole == 0 ? 0 : part / whole }
