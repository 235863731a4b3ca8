/// Connectionist temporal classification: minus the logarithm of the probability that classes drawn at each time, with repetitions joined
/// and blanks dropped, spell the target.
///
/// - Parameters:
///   - logProbabilities: `[times, batch, classes]`, or `[times, classes]` of one sequence, of a floating-point dtype; what
///     `logSoftmax(axis:)` gives.
///   - targets: of an integer dtype: `[batch, longest]`, each row filled up with anything; or one axis with all targets one after
///     another. No class of a target is the blank.
///   - inputLengths: how many times count, of each sequence; at most `times`.
///   - targetLengths: how many classes each target has; may be 0.
///   - blank: the class that spells nothing.
///   - reduction: the mean divides each loss by its target's length, at least 1, first.
///   - zeroInfinity: makes losses of targets that are too long for their inputs, and their gradients, 0 instead of infinite and NaN.
/// - Returns: a scalar, or `[batch]` where nothing is reduced; `[]` of one sequence without the batch axis.
///
/// As in PyTorch, the derivative is that of logits whose `logSoftmax` is given: it differs from the derivative by free
/// `logProbabilities` by their exponential, which `logSoftmax(axis:)` takes out again. There is no second
/// derivative, as in PyTorch. Forward and backward work in logarithms, of which long sequences have large ones,
/// and therefore in float64. `torch.nn.functional.ctc_loss`; Graves et al., 2006.
public func ctcLoss(
  _ logProbabilities: Tensor, _ targets: Tensor, inputLengths: [Int], targetLengths: [Int],
  blank: Int = 0, reduction: LossReduction = .mean, zeroInfinity: Bool = false,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let logProbabilities = logProbabilities.autocast(for: .loss)
  demandFloatingPoint("ctcLoss", logProbabilities, file: file, line: line)
  if logProbabilities.dtype != .float64 {
    return withAutocast(nil) {
      ctcLoss(
        logProbabilities.cast(to: .float64), targets, inputLengths: inputLengths,
        targetLengths: targetLengths, blank: blank, reduction: reduction,
        zeroInfinity: zeroInfinity, file: file, line: line)
    }.rounded(like: logProbabilities)
  }
  demand(
    logProbabilities.rank == 2 || logProbabilities.rank == 3,
    "ctcLoss: logProbabilities \(logProbabilities.shape) must be [times, batch, classes] or [times, classes]",
    file: file, line: line)
  let isSingle = logProbabilities.rank == 2
  let input = isSingle ? logProbabilities.unsqueezed(1) : logProbabilities
  let ctc = checkedCTC(
    input, targets, inputLengths, targetLengths, blank: blank, file: file, line: line)
  let (losses, alpha) = ctc.forward()
  let counted = noGrad {
    zeroInfinity ? losses.maskedFill(losses .== Double.infinity, with: 0.0) : losses
  }
  let recorded = counted.recorded(
    input, CTCDerivative(ctc: ctc, losses: losses, alpha: alpha, zeroInfinity: zeroInfinity))
  switch reduction {
  case .none: return isSingle ? recorded.squeezed(0) : recorded
  case .sum: return recorded.sum()
  case .mean:
    let lengths = Tensor(targetLengths.map { Double(Swift.max($0, 1)) }, dtype: recorded.dtype)
    return (recorded / lengths).mean()
  }
}

private func checkedCTC(
  _ input: Tensor, _ targets: Tensor, _ inputLengths: [Int], _ targetLengths: [Int], blank: Int,
  file: StaticString, line: UInt
) -> CTC {
  let (times, batch, classes) = (input.shape[0], input.shape[1], input.shape[2])
  demand(
    inputLengths.count == batch && targetLengths.count == batch,
    "ctcLoss: \(inputLengths.count) input lengths and \(targetLengths.count) target lengths for a batch of \(batch)",
    file: file, line: line)
  demand(
    inputLengths.allSatisfy { (0...times).contains($0) },
    "ctcLoss: input lengths \(inputLengths) are not all in 0...\(times)", file: file, line: line)
  demand(
    targetLengths.allSatisfy { $0 >= 0 },
    "ctcLoss: target lengths \(targetLengths): one is negative",
    file: file, line: line)
  demand(
    (0..<classes).contains(blank), "ctcLoss: blank \(blank) is not in 0..<\(classes), the classes",
    file: file, line: line)
  let longest = targetLengths.max() ?? 0
  let isPadded = targets.rank == 2
  let fits =
    isPadded
    ? targets.shape[0] == batch && targets.shape[1] >= longest
    : targets.rank == 1 && targets.count == targetLengths.reduce(0, +)
  demand(
    fits && targets.dtype.isInteger,
    "ctcLoss: targets of \(targets.dtype) \(targets.shape) for target lengths \(targetLengths): [batch, longest], or one axis of all targets, of an integer dtype is needed",
    file: file, line: line)
  var starts: [Int] = []
  var next = 0
  for (item, length) in targetLengths.enumerated() {
    starts.append(isPadded ? item * targets.shape[1] : next)
    next += length
  }
  let labels = targets.array(as: Int64.self)
  for (start, length) in zip(starts, targetLengths) {
    for label in labels[start..<start + length] where !(0..<Int64(classes)).contains(label) {
      mistake(
        "ctcLoss: label \(label) is not in 0..<\(classes), the classes of \(input.shape)",
        file: file, line: line)
    }
  }
  return CTC(
    logProbabilities: noGrad { input.contiguous() }, targets: labels, starts: starts,
    targetLengths: targetLengths, inputLengths: inputLengths, blank: blank)
}

struct CTCDerivative: Derivative {
  static let name = "ctcLoss"
  let ctc: CTC
  let losses, alpha: Tensor
  let zeroInfinity: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let result = noGrad {
      ctc.backward(
        gradient.contiguous(), losses: losses, alpha: alpha, zeroInfinity: zeroInfinity)
    }
    inputs.add(0, isRecording ? result.recorded(gradient, NoSecondCTCDerivative()) : result)
  }
}

struct NoSecondCTCDerivative: Derivative {
  static let name = "ctcLoss"

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    mistake("ctcLoss: it has no second derivative")
  }
}
