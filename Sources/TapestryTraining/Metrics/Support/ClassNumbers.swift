import TapestryCore

/// What was predicted and what was right, both as numbers of classes.
///
/// Scores and targets come in three forms: scores `[…, classes]` beside labels `[…]` of an integer dtype; scores beside one-hot
/// rows or probabilities of the same shape; and numbers of classes on both sides, of integer dtypes and one shape.
struct ClassNumbers {
  /// Of the shape of ``right``.
  let predicted: Tensor
  let right: Tensor
  /// What the predictions were taken from; nil where they came as numbers.
  private let scores: Tensor?

  init(
    _ scores: Tensor, _ targets: Tensor, owner: StaticString, file: StaticString, line: UInt
  ) {
    let areNumbers =
      scores.shape == targets.shape && scores.dtype.isInteger && targets.dtype.isInteger
    right =
      areNumbers
      ? targets
      : Self.labels(of: targets, scores: scores, owner: owner, file: file, line: line)
    predicted = areNumbers ? scores : Self.highest(scores)
    self.scores = areNumbers ? nil : scores.detach()
  }

  /// The right classes `[…]` that belong to scores `[…, classes]`.
  static func labels(
    of targets: Tensor, scores: Tensor, owner: StaticString, file: StaticString, line: UInt
  ) -> Tensor {
    demand(
      scores.rank >= 1
        && (targets.shape == scores.shape || targets.shape == Shape(scores.shape.dropLast())),
      "\(owner): scores \(scores.shape) and targets \(targets.shape): […, classes] and […] or […, classes] are needed",
      file: file, line: line)
    if targets.rank == scores.rank { return highest(targets) }
    demand(
      targets.dtype.isInteger, "\(owner): labels of \(targets.dtype): an integer dtype is needed",
      file: file, line: line)
    return targets
  }

  private static func highest(_ scores: Tensor) -> Tensor {
    noGrad {
      scores.count == 0
        ? Tensor.zeros(Shape(scores.shape.dropLast()), dtype: .int64) : scores.argmax(axis: -1)
    }
  }

  /// Whether each prediction is right, bool; one among scores of which one is NaN never is.
  var agreements: Tensor {
    guard let scores, scores.dtype.isFloatingPoint else { return predicted .== right }
    // NaN counts as the highest score.
    let highest = scores.gathered(axis: -1, indices: predicted.unsqueezed(-1)).squeezed(-1)
    return (predicted .== right) .&& .!highest.isNaN()
  }
}

extension ClassNumbers {
  /// Stops where a number is none of a class.
  func demandClasses(_ classes: Int, owner: StaticString, file: StaticString, line: UInt) {
    predicted.demandClasses(classes, "prediction", owner: owner, file: file, line: line)
    right.demandClasses(classes, "label", owner: owner, file: file, line: line)
  }
}

extension Tensor {
  /// Stops where a number is none of a class.
  func demandClasses(
    _ classes: Int, _ what: String, owner: StaticString, file: StaticString, line: UInt
  ) {
    guard count > 0 else { return }
    let (least, greatest) = (min().item(as: Int.self), max().item(as: Int.self))
    let wrong = least < 0 ? least : greatest
    demand(
      (0..<classes).contains(wrong), "\(owner): a \(what) of \(wrong) with \(classes) classes",
      file: file, line: line)
  }
}

func demandSameShape(
  _ owner: StaticString, _ predictions: Tensor, _ targets: Tensor, file: StaticString, line: UInt
) {
  demand(
    predictions.shape == targets.shape,
    "\(owner): predictions \(predictions.shape) and targets \(targets.shape): the same shape is needed",
    file: file, line: line)
}

extension Tensor {
  /// Targets of yes or no as bool.
  var isYes: Tensor { dtype == .bool ? self : self .> 0.5 }
}
