import TapestryCore

/// What was predicted and what was right, both as numbers of classes.
///
/// Scores and targets come in three forms: scores `[…, classes]` beside labels `[…]` of an integer dtype; scores beside one-hot
/// rows or probabilities of the same shape; and numbers of classes on both sides, of integer dtypes and one shape.
struct ClassNumbers {
  /// Of the shape of ``right``.
  let predicted: Tensor
  let right: Tensor

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

  /// How many of the predictions are right.
  var agreements: Int { noGrad { (predicted .== right).countNonzero().item(as: Int.self) } }
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
