import TapestryCore
import TapestryTraining

/// One run of the objective: it asks here for its hyper-parameters and tells how it goes.
///
/// ```swift
/// try study.optimize(trials: 50) { trial in
///   let rate = trial.float("lr", 1e-5...1e-1, log: true)
///   let hidden = trial.int("hidden", 16...256, log: true)
///   let optimizer = trial.categorical("optimizer", ["sgd", "adam"])
///   let momentum = optimizer == "sgd" ? trial.float("momentum", 0...0.99) : 0   // a branch
///   …
/// }
/// ```
///
/// A name that is asked for again gives the same value again.
public final class Trial {
  /// Its place in the study, from 0.
  public let number: Int

  private let study: Study
  private let fixed: [String: ParameterValue]
  private let together: [String: Double]
  private var context: SamplingContext
  private let deadline: Double?
  /// Whether ``shouldPrune`` was true as the trial's time was over.
  private(set) var isOutOfTime = false
  private(set) var record: TrialRecord
  /// The first failure of the storage; the study throws it when the trial ends.
  private(set) var storageFailure: (any Error)?

  init(
    _ study: Study, _ start: TrialStart, together: [String: Double], context: SamplingContext,
    deadline: Double?
  ) {
    (number, fixed) = (start.number, start.fixed)
    (self.study, self.together, self.context) = (study, together, context)
    self.deadline = deadline
    record = TrialRecord(number: start.number, state: .running)
  }

  /// The hyper-parameters so far, in the order in which they were asked for.
  public var parameters: [TrialParameter] { record.parameters }

  /// A real number.
  ///
  /// - Parameters:
  ///   - log: spread evenly by order of magnitude.
  ///   - step: only `lowerBound + k · step`.
  public func float(
    _ name: String, _ range: ClosedRange<Double>, log: Bool = false, step: Double? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Double {
    code(name, .float(range, log: log, step: step), file, line)
  }

  /// A whole number, `lowerBound + k · step`.
  ///
  /// - Parameter log: spread evenly by order of magnitude.
  public func int(
    _ name: String, _ range: ClosedRange<Int>, log: Bool = false, step: Int = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Int {
    Int(code(name, .int(range, log: log, step: step), file, line))
  }

  /// One of several choices, which are told apart by their descriptions.
  public func categorical<Choice>(
    _ name: String, _ choices: [Choice], file: StaticString = #fileID, line: UInt = #line
  ) -> Choice {
    choices[Int(code(name, .categorical(choices.map { "\($0)" }), file, line))]
  }

  /// Yes or no.
  public func bool(
    _ name: String, file: StaticString = #fileID, line: UInt = #line
  ) -> Bool {
    categorical(name, [false, true], file: file, line: line)
  }

  private func code(
    _ name: String, _ distribution: Distribution, _ file: StaticString, _ line: UInt
  ) -> Double {
    if let known = record[parameter: name] {
      demand(
        known.distribution == distribution,
        "Trial: '\(name)' was asked for as \(known.distribution), and now as \(distribution)",
        file: file, line: line)
      return known.code
    }
    if let problem = distribution.problem {
      mistake("Trial: '\(name)': \(problem)", file: file, line: line)
    }
    let parameter = TrialParameter(
      name: name, distribution: distribution, code: choose(name, distribution))
    record.parameters.append(parameter)
    keep { try $0.write(parameter, trial: number, in: $1) }
    return parameter.code
  }

  private func choose(_ name: String, _ distribution: Distribution) -> Double {
    if let value = fixed[name], let code = distribution.code(of: value) { return code }
    if let count = distribution.count, count == 1 { return distribution.ends.lowerBound }
    if let code = together[name], distribution.nearest(code) == code { return code }
    context.position = record.parameters.count
    return study.sampler.sample(name, distribution, &context)
  }

  /// Tells how the trial is doing after `step`, for pruners; the study has one objective.
  ///
  /// - Parameter step: as a rule the number of epochs done, from 1.
  public func report(
    _ value: Double, step: Int, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      study.directions.count == 1,
      "Trial.report: the study has \(study.directions.count) objectives; pruning needs one",
      file: file, line: line)
    let report = TrialReport(step: step, value: value)
    record.reports.removeAll { $0.step == step }
    let place = record.reports.firstIndex { $0.step > step } ?? record.reports.count
    record.reports.insert(report, at: place)
    keep { try $0.write(report, trial: number, in: $1) }
  }

  /// Whether the trial is better given up, by throwing ``TrialPruned``: the study's pruner says so from what was reported,
  /// or the trial's time is over, or there was a Ctrl-C.
  public var shouldPrune: Bool {
    if Interrupts.isPending { return true }
    if let deadline, currentTime() >= deadline {
      isOutOfTime = true
      return true
    }
    guard !record.reports.isEmpty, !(study.pruner is NoPruner) else { return false }
    var others: [TrialRecord] = []
    keep { others = try $0.trials(in: $1) }
    others.removeAll { $0.number == number }
    return study.pruner.shouldPrune(
      record, PruningContext(direction: study.directions[0], others: others))
  }

  /// Leaves a note with the trial.
  public func note(_ name: String, _ text: String) {
    record.attributes[name] = text
    keep { try $0.write(attribute: name, text, trial: number, in: $1) }
  }

  /// Does something with the storage, unless it has failed before.
  private func keep(_ body: (any StudyStorage, Int) throws -> Void) {
    guard storageFailure == nil else { return }
    do { try body(study.storage, study.key) } catch { storageFailure = error }
  }
}
