/// How ``klDiv(_:_:reduction:logTarget:file:line:)`` brings its values together.
public enum KLDivReduction: Sendable {
  /// Over all elements, which is not the divergence's own mean.
  case mean
  case sum
  /// The sum divided by the size of the first axis: the mean divergence of a batch.
  case batchmean
  /// One value for each element.
  case none
}

/// The Kullback–Leibler divergence of predicted from wanted distributions: `t (log t - x)`, 0 where t is 0.
///
/// - Parameters:
///   - logProbabilities: the logarithms of what was predicted, of a floating-point dtype.
///   - targets: what was wanted, of a shape that broadcasts with it: probabilities or, with `logTarget`, their logarithms.
/// - Returns: a scalar, or the common shape where nothing is reduced.
///
/// The derivative by a target of 0 counts `0 log 0` as a constant, where PyTorch's is NaN. `torch.nn.functional.kl_div`.
public func klDiv(
  _ logProbabilities: Tensor, _ targets: Tensor, reduction: KLDivReduction = .mean,
  logTarget: Bool = false, file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let (logProbabilities, targets) = (
    logProbabilities.autocast(for: .loss), targets.autocast(for: .loss)
  )
  demandFloatingPoint("klDiv", logProbabilities, file: file, line: line)
  demandFloatingPoint("klDiv", targets, file: file, line: line)
  demandBroadcast("klDiv", logProbabilities, targets, file: file, line: line)
  let losses =
    logTarget
    ? targets.exp() * (targets - logProbabilities)
    : targets.timesOwnLog() - targets * logProbabilities
  return switch reduction {
  case .none: losses
  case .sum: losses.sum()
  case .mean: losses.mean()
  case .batchmean:
    logProbabilities.rank == 0 ? losses.sum() : losses.sum() / Double(logProbabilities.shape[0])
  }
}

extension Tensor {
  /// `x log x`, 0 where x is 0.
  fileprivate func timesOwnLog() -> Tensor { self * maskedFill(self .== 0, with: 1.0).log() }
}
