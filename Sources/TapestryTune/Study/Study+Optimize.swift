import Synchronization
import TapestryCore
import TapestryTraining

extension Study {
  /// How long a call of `optimize` goes on. Where nothing is set it goes on until ``Study/stop()``.
  struct Budget {
    var trials: Int?
    var total: Int?
    var timeout: Duration?
    var trialTimeout: Duration?
  }

  /// Runs trials one after the other.
  ///
  /// ```swift
  /// try study.optimize(trials: 50, progress: .standardOutput, objective)
  /// // search  ━━━━━━━━━━━━━━╸───────────────   48%  24/50  best 0.0313  1.9 trials/s  ETA 14 s
  /// ```
  ///
  /// Ctrl-C ends the search: a trial that is under way then has failed, as what it trains may be cut short, and no other begins.
  /// ``Trial/shouldPrune`` is true and ``isInterrupted`` tells of it. A second Ctrl-C ends the program.
  ///
  /// - Parameters:
  ///   - trials: how many this call runs at most.
  ///   - total: ends when the study has this many that have not failed, those of earlier runs and of other processes
  ///     among them.
  ///   - timeout: begins no trial after this time.
  ///   - trialTimeout: after this time ``Trial/shouldPrune`` is true; the trial's ``TrialRecord/failure`` says so then.
  ///   - progress: where a `ProgressBar` shows how far the search has come, with the best value where there is one objective: one line
  ///     that is redrawn on a terminal, whole lines elsewhere. Nil for nowhere.
  ///   - afterTrial: is told of each trial that has ended.
  ///   - objective: gives the number that is to be made small, or large. Where it throws, the trial has failed, and the study goes on.
  /// - Throws: what the storage throws.
  public func optimize(
    trials: Int? = nil, total: Int? = nil, timeout: Duration? = nil,
    trialTimeout: Duration? = nil, progress: Console? = nil,
    afterTrial: (TrialRecord) -> Void = { _ in },
    _ objective: (Trial) throws -> Double
  ) throws {
    try optimizeAll(
      trials: trials, total: total, timeout: timeout, trialTimeout: trialTimeout,
      progress: progress, afterTrial: afterTrial
    ) { [try objective($0)] }
  }

  /// Runs trials of several objectives one after the other.
  public func optimizeAll(
    trials: Int? = nil, total: Int? = nil, timeout: Duration? = nil,
    trialTimeout: Duration? = nil, progress: Console? = nil,
    afterTrial: (TrialRecord) -> Void = { _ in },
    _ objective: (Trial) throws -> [Double], file: StaticString = #fileID, line: UInt = #line
  ) throws {
    shouldStop = false
    var left = trials ?? .max
    let budget = Budget(total: total, timeout: timeout, trialTimeout: trialTimeout)
    let shown = try progress.map { try show(on: $0, trials, total) }
    defer { shown?.finish() }
    func told(_ trial: TrialRecord) {
      shown?.add(trial)
      afterTrial(trial)
    }
    try interruptibly {
      try work(budget, until: deadline(timeout), told, objective, file: file, line: line) {
        left -= 1
        return left >= 0
      }
    }
  }

  /// Runs trials on several threads at once.
  ///
  /// - Parameter threads: each computes on the library's threads besides; with one model on each, `Threads.setCount(1)` is as a
  ///   rule the quickest.
  public func optimize(
    trials: Int? = nil, total: Int? = nil, threads: Int, timeout: Duration? = nil,
    trialTimeout: Duration? = nil, progress: Console? = nil,
    afterTrial: @escaping @Sendable (TrialRecord) -> Void = { _ in },
    _ objective: @escaping @Sendable (Trial) throws -> Double
  ) throws {
    try optimizeAll(
      trials: trials, total: total, threads: threads, timeout: timeout,
      trialTimeout: trialTimeout, progress: progress, afterTrial: afterTrial
    ) { [try objective($0)] }
  }

  /// Runs trials of several objectives on several threads at once.
  public func optimizeAll(
    trials: Int? = nil, total: Int? = nil, threads: Int, timeout: Duration? = nil,
    trialTimeout: Duration? = nil, progress: Console? = nil,
    afterTrial: @escaping @Sendable (TrialRecord) -> Void = { _ in },
    _ objective: @escaping @Sendable (Trial) throws -> [Double],
    file: StaticString = #fileID, line: UInt = #line
  ) throws {
    demand(
      threads >= 1, "Study.optimize: \(threads) threads; one at least is needed", file: file,
      line: line)
    shouldStop = false
    let left = Mutex(trials ?? .max)
    let failure = Mutex<(any Error)?>(nil)
    let budget = Budget(total: total, timeout: timeout, trialTimeout: trialTimeout)
    let end = deadline(timeout)
    let shown = try progress.map { try show(on: $0, trials, total) }
    defer { shown?.finish() }
    @Sendable func told(_ trial: TrialRecord) {
      shown?.add(trial)
      afterTrial(trial)
    }
    interruptibly {
      runOnThreads(threads) {
        do {
          try self.work(budget, until: end, told, objective, file: file, line: line) {
            left.withLock {
              $0 -= 1
              return $0 >= 0
            }
          }
        } catch {
          failure.withLock { $0 = $0 ?? error }
          self.stop()
        }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  /// Runs trials, and takes Ctrl-C meanwhile as a wish that they end.
  func interruptibly(_ body: () throws -> Void) rethrows {
    try Interrupts.caught {
      defer { isInterrupted = Interrupts.isPending }
      try body()
    }
  }

  /// Begins to show a search that ends after so many trials, or when there are so many in all.
  private func show(on console: Console, _ trials: Int?, _ total: Int?) throws -> SearchProgress {
    let missing = try total.map { total in
      max(0, total - (try self.trials.count { $0.state != .failed }))
    }
    let counts = [trials, missing].compactMap { $0 }
    return try SearchProgress(self, trials: counts.min(), to: console)
  }

  private func deadline(_ timeout: Duration?) -> Double {
    timeout.map { currentTime() + $0.seconds } ?? .infinity
  }

  private func work(
    _ budget: Budget, until end: Double, _ afterTrial: (TrialRecord) -> Void,
    _ objective: (Trial) throws -> [Double], file: StaticString, line: UInt, claim: () -> Bool
  ) throws {
    while !shouldStop, !Interrupts.isPending, currentTime() < end, claim() {
      let seconds = budget.trialTimeout?.seconds
      guard let trial = try ask(limit: budget.total, seconds: seconds) else { return }
      try run(trial, objective, file: file, line: line)
      afterTrial(try storage.trials(in: key)[trial.number])
    }
  }

  private func run(
    _ trial: Trial, _ objective: (Trial) throws -> [Double], file: StaticString, line: UInt
  ) throws {
    let outcome = Result { try withSeed(seed(of: trial)) { try objective(trial) } }
    // Trainings that were cut short give values too.
    if Interrupts.isPending { return try finish(trial, .failed, failure: Study.interrupted) }
    switch outcome {
    case .success(let values): try tell(trial, values, file: file, line: line)
    case .failure(let error): try finish(trial, thrown: error)
    }
  }

  /// Why trials fail that Ctrl-C breaks off.
  static let interrupted = "interrupted"

  /// What the random numbers of a trial's tensors follow from: another stream of the seed than the sampler's.
  func seed(of trial: Trial) -> UInt64 {
    var stream = RandomStream(seed: ~seed, stream: trial.number)
    return stream.next()
  }

  /// Ends a trial whose objective threw an error.
  func finish(_ trial: Trial, thrown error: any Error) throws {
    if error is TrialPruned {
      try finish(trial, .pruned, failure: trial.isOutOfTime ? "its time was over" : nil)
    } else {
      try finish(trial, .failed, failure: "\(error)")
    }
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}
