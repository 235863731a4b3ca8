/// How a loss brings the values of a batch together.
public enum LossReduction: Sendable {
  case mean, sum
  /// One value for each example.
  case none
}

/// The cross entropy of classes given by number, from logits: `-log(softmax(logits)[label])`.
///
/// - Parameters:
///   - logits: `[batch, classes]`, any real numbers, of a floating-point dtype.
///   - labels: `[batch]` of any integer dtype; each in `0..<classes`, else the program stops and names the label.
///   - reduction: the mean over the batch by default; NaN of an empty one.
/// - Returns: a scalar, or `[batch]` where nothing is reduced.
///
/// Equal to `-logits.logSoftmax(axis: 1)` at the labels. `torch.nn.functional.cross_entropy`.
public func crossEntropy(
  _ logits: Tensor, _ labels: Tensor, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    logits.rank == 2 && labels.shape == [logits.shape[0]],
    "crossEntropy: logits \(logits.shape) and labels \(labels.shape): [batch, classes] and [batch] are needed",
    file: file, line: line)
  demand(
    logits.dtype.isFloatingPoint && labels.dtype.isInteger,
    "crossEntropy: logits of \(logits.dtype) and labels of \(labels.dtype): floating-point and integer are needed",
    file: file, line: line)
  let classes = logits.shape[1]
  let places = noGrad { labels.cast(to: .int64).contiguous() }
  if let wrong = Gather.firstOutside(places, 0..<classes) {
    mistake(
      "crossEntropy: label \(wrong) is not in 0..<\(classes), the classes of logits \(logits.shape)",
      file: file, line: line)
  }
  return logits.computed { logits in
    let losses = labelLosses(logits, places)
    return switch reduction {
    case .none: losses
    case .sum: losses.sum()
    case .mean: losses.mean()
    }
  }
}

/// The loss of each row; `labels` are checked and contiguous.
private func labelLosses(_ logits: Tensor, _ labels: Tensor) -> Tensor {
  if logits.dtype == .float64 {
    return -logits.logSoftmax(axis: 1).gathered(axis: 1, indices: labels.unsqueezed(1)).squeezed(1)
  }
  let input = noGrad { logits.contiguous() }
  let losses = Tensor(uninitialized: [logits.shape[0]], dtype: logits.dtype)
  let logSums = Tensor(uninitialized: [logits.shape[0]], dtype: logits.dtype)
  LabelLoss.forward(input, labels, losses: losses, logSums: logSums)
  return losses.recorded(
    logits,
    CrossEntropyDerivative(
      logits: SavedTensor(logits), logSums: SavedTensor(logSums), labels: SavedTensor(labels)))
}

struct CrossEntropyDerivative: Derivative {
  static let name = "crossEntropy"
  let logits, logSums, labels: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = logits.value
    if isRecording {
      let chosen = (labels.value.unsqueezed(1) .== Tensor.arange(x.shape[1])).cast(to: x.dtype)
      inputs.add(0, (x.softmax(axis: 1) - chosen) * gradient.unsqueezed(1))
      return
    }
    let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
    LabelLoss.backward(
      x.contiguous(), labels.value, logSums: logSums.value, gradient: gradient.contiguous(),
      into: result)
    inputs.add(0, result)
  }
}
