import TapestryCore
import TapestryTraining

extension Study {
  /// Runs one round of synchronous successive halving (Jamieson and Talwalkar, 2016): all trials to the first step, the best of them to
  /// `factor` times that step, and so on to the last.
  ///
  /// All trials of the round are in memory at once, paused rather than begun again; the sampler chooses for all of them before any of
  /// them has a value. A trial that is left behind is recorded as pruned, as is one that throws ``TrialPruned``. Each trial's tensors are random
  /// as the study's seed says, whatever the others do. For trials that wait for nobody see ``ASHA``.
  ///
  /// ```swift
  /// try study.successiveHalving(trials: 27, steps: 1...27) { trial in
  ///   let run = Run(rate: trial.float("lr", 1e-4...1, log: true))
  ///   return { epoch in run.trainOneEpoch(); return run.validationLoss() }
  /// }
  /// ```
  ///
  /// Ctrl-C ends the round: the trials that are left in it have failed. A second one ends the program.
  ///
  /// - Parameter prepare: sets a trial up, and gives what trains it for one more step, whose number it is told, and returns the loss then.
  public func successiveHalving(
    trials: Int, steps: ClosedRange<Int>, factor: Int = 3, file: StaticString = #fileID,
    line: UInt = #line, _ prepare: (Trial) throws -> (_ step: Int) throws -> Double
  ) throws {
    demandHalving(steps: steps, factor: factor, file: file, line: line)
    demand(
      trials >= 1, "successiveHalving: \(trials) trials; one at least is needed", file: file,
      line: line)
    demand(
      directions.count == 1, "successiveHalving: one objective is needed, not \(directions.count)",
      file: file, line: line)
    try interruptibly {
      var runs = try (0..<trials).compactMap { _ in try Run(self, prepare) }
      var (done, goal) = (0, steps.lowerBound)
      while true {
        goal = min(goal, steps.upperBound)
        runs = try runs.filter { try $0.advance(from: done, to: goal) }
        if goal == steps.upperBound { break }
        let sign = directions[0].sign
        runs.sort { sign * $0.value < sign * $1.value }
        let kept = max(1, runs.count / factor)
        for left in runs.dropFirst(kept) { try finish(left.trial, .pruned) }
        runs = Array(runs.prefix(kept))
        (done, goal) = (goal, goal * factor)
      }
      for run in runs { try tell(run.trial, run.value, file: file, line: line) }
    }
  }
}

/// A trial with what trains it.
private final class Run {
  let trial: Trial
  private let study: Study
  private let step: (Int) throws -> Double
  /// The trial's random numbers, which go on from step to step.
  private var random: Generator.State
  private(set) var value = Double.nan

  /// - Returns: nil where the trial cannot be set up, and is recorded as failed or pruned.
  init?(_ study: Study, _ prepare: (Trial) throws -> (Int) throws -> Double) throws {
    if Interrupts.isPending { return nil }
    let trial = try study.ask()
    var random = Generator(seed: study.seed(of: trial)).state
    do {
      step = try Run.drawing(from: &random) { try prepare(trial) }
      (self.study, self.trial, self.random) = (study, trial, random)
    } catch {
      try study.finish(trial, thrown: error)
      return nil
    }
  }

  /// - Returns: false where the trial has come to an end, and is recorded so.
  func advance(from done: Int, to goal: Int) throws -> Bool {
    do {
      for number in done..<goal {
        if Interrupts.isPending { break }
        value = try Run.drawing(from: &random) { try step(number + 1) }
        trial.report(value, step: number + 1)
      }
    } catch {
      try study.finish(trial, thrown: error)
      return false
    }
    if Interrupts.isPending {
      try study.finish(trial, .failed, failure: Study.interrupted)
      return false
    }
    if value.isNaN { try study.tell(trial, value) }
    return !value.isNaN
  }

  private static func drawing<Result>(
    from random: inout Generator.State, _ body: () throws -> Result
  ) throws -> Result {
    try withSeed(random.seed) {
      defaultGenerator.state = random
      defer { random = defaultGenerator.state }
      return try body()
    }
  }
}
