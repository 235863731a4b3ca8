import Synchronization
import TapestryTraining

/// Shows how far a search has come: how many trials have ended, the best value so far, and how long it takes yet.
///
/// Unchecked, as bar and console are no `Sendable`: threads come to them one at a time, under the lock, and the thread that gave the
/// console waits meanwhile.
package final class SearchProgress: @unchecked Sendable {
  private let lock = Mutex(())
  private let tally: Tally
  private let bar: ProgressBar

  /// - Parameter trials: how many there will be; nil where nobody knows.
  package init(
    _ study: Study, trials: Int?, to console: Console,
    clock: @escaping () -> Double = secondsFromNow()
  ) throws {
    let tally = Tally(
      trials: trials, sign: study.directions.count == 1 ? study.directions[0].sign : nil)
    tally.best = tally.sign == nil ? nil : try study.best?.value
    self.tally = tally
    bar = ProgressBar(
      "search", total: trials, unit: "trials", to: console, clock: clock,
      fields: { tally.fields })
  }

  /// Counts a trial that has ended.
  package func add(_ trial: TrialRecord) {
    lock.withLock { _ in
      tally.add(trial)
      bar.advance()
    }
  }

  package func finish() { lock.withLock { _ in bar.finish() } }
}

private final class Tally {
  let trials: Int?
  /// Of the only objective's direction; nil where several leave no trial the best.
  let sign: Double?
  var best: Double?
  private var done = 0

  init(trials: Int?, sign: Double?) { (self.trials, self.sign) = (trials, sign) }

  func add(_ trial: TrialRecord) {
    done += 1
    guard let sign, let value = trial.value, trial.state == .complete else { return }
    if best.map({ sign * value < sign * $0 }) ?? true { best = value }
  }

  var fields: [String] {
    let count = trials.map { "\(done)/\($0)" } ?? "\(done) trials"
    return [count] + (best.map { ["best \(fourDigits($0))"] } ?? [])
  }
}
