import TapestryCore

/// Asynchronous successive halving (Li et al., "A system for massively parallel hyperparameter tuning", 2020): at steps that grow by a
/// factor, a trial goes on only if it is among the best of those that have come so far.
///
/// This is the form in which trials stop rather than pause: nobody waits for others, and no trial is taken up again. Where a trial reports
/// at other steps than these, its first report beyond one counts for it.
public struct ASHA: Pruner {
  /// The first step at which trials are compared.
  public var firstStep: Int
  /// One trial of so many goes on, to so many times the step.
  public var factor: Int

  /// - Parameters:
  ///   - firstStep: at least 1; the steps after it are its products with powers of `factor`.
  ///   - factor: at least 2.
  public init(
    firstStep: Int = 1, factor: Int = 3, file: StaticString = #fileID, line: UInt = #line
  ) {
    demandHalving(steps: firstStep...firstStep, factor: factor, file: file, line: line)
    (self.firstStep, self.factor) = (firstStep, factor)
  }

  public func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool {
    let last = trial.reports.last!.step
    let passed = trial.reports.dropLast().last?.step ?? .min
    var step = firstStep
    while step <= last {
      if step > passed, !isPromoted(trial, from: step, context) { return true }
      step *= factor
    }
    return false
  }

  private func isPromoted(
    _ trial: TrialRecord, from step: Int, _ context: PruningContext
  ) -> Bool {
    let sign = context.direction.sign
    let loss = trial.firstReport(from: step).map { sign * $0 } ?? .nan
    let others = context.others.compactMap { $0.firstReport(from: step) }
    let better = others.count { sign * $0 < loss }
    return !loss.isNaN && better < max(1, (others.count + 1) / factor)
  }
}

extension TrialRecord {
  fileprivate func firstReport(from step: Int) -> Double? {
    reports.first { $0.step >= step }?.value
  }
}

/// Checks what all kinds of halving need.
func demandHalving(steps: ClosedRange<Int>, factor: Int, file: StaticString, line: UInt) {
  demand(
    steps.lowerBound >= 1 && factor >= 2,
    "halving: steps from \(steps.lowerBound) by factors of \(factor): 1 and 2 are the least",
    file: file, line: line)
}
