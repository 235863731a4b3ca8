/// Shows each epoch as a ``ProgressBar`` with its measures so far, and at its end with those of the validation.
///
/// A ``Trainer`` has one of itself unless it is asked to be quiet.
public final class ProgressDisplay: Callback {
  private let console: Console
  private let unit: String
  private var bar: ProgressBar?

  /// - Parameter unit: what is counted, in the plural.
  public init(to console: Console = .standardOutput, unit: String = "examples") {
    self.console = console
    self.unit = unit
  }

  public func epochWillBegin(_ run: TrainingRun) {
    let examples = run.examplesPerEpoch - run.batch * run.batchSize
    bar = ProgressBar(
      "epoch \(run.epoch + 1)/\(run.epochs)", total: max(0, examples), unit: unit, to: console,
      values: { run.measures.entries })
  }

  public func batchDidEnd(_ run: TrainingRun) {
    bar?.advance(by: run.inputs?.shape[0] ?? 0)
  }

  public func epochDidEnd(_ run: TrainingRun) { finish() }

  public func fitDidEnd(_ run: TrainingRun) {
    finish()
    if let reason = run.history.stopReason { console.write("training ended: \(reason)\n") }
  }

  private func finish() {
    bar?.finish()
    bar = nil
  }
}
