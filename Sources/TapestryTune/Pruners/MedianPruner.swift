/// Gives up a trial whose best report so far is worse than the median of what other trials had reported by the same step (Golovin et al.,
/// "Google Vizier", 2017).
public struct MedianPruner: Pruner {
  /// Nothing is given up before so many trials are complete.
  public var startupTrials: Int
  /// No trial is given up before this step.
  public var warmupSteps: Int

  /// - Parameters:
  ///   - startupTrials: before so many trials are complete, none is given up.
  ///   - warmupSteps: nor is one before it has come so far.
  public init(startupTrials: Int = 5, warmupSteps: Int = 0) {
    (self.startupTrials, self.warmupSteps) = (startupTrials, warmupSteps)
  }

  public func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool {
    guard let step = trial.reports.last?.step, step > warmupSteps else { return false }
    let complete = context.others.filter { $0.state == .complete }
    guard complete.count >= startupTrials else { return false }
    let peers = complete.compactMap { $0.report(at: step) }.filter { !$0.isNaN }
    guard !peers.isEmpty else { return false }
    let sign = context.direction.sign
    let best = trial.reports.map { sign * $0.value }.filter { !$0.isNaN }.min() ?? .infinity
    return best > median(peers.map { sign * $0 })
  }

  private func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
