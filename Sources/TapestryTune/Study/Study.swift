import Synchronization
import TapestryCore
import TapestryTraining

/// A search for hyper-parameters: trials of an objective, and what was learnt from them.
///
/// ```swift
/// let study = try Study(sampler: TPE(), pruner: ASHA(), seed: 7)
/// try study.optimize(trials: 50) { trial in
///   let model = Sequential { Linear(784, trial.int("hidden", 16...256, log: true)); ReLU(); … }
///   let optimizer = Adam(model.parameters(), learningRate: trial.float("lr", 1e-5...1e-1, log: true))
///   for epoch in 1...10 {
///     trial.report(try trainOneEpoch(model, optimizer), step: epoch)
///     if trial.shouldPrune { throw TrialPruned() }
///   }
///   return validationLoss(model)
/// }
/// print(try study.best!["lr"]!)
/// ```
///
/// With a ``SQLiteStorage`` the study is on disk: another run of the program goes on with it, and several processes work
/// at it at once. An objective that throws, or gives NaN, makes a failed trial, and the study goes on.
///
/// The same seed gives the same trials again on one thread; the objective's tensors are then random in the same way too. With
/// several threads or processes a sampler that learns from other trials sees those that happen to be finished.
public final class Study: Sendable {
  /// What the study is called in its storage.
  public let name: String
  /// Whether lower or higher values are better, for each objective.
  public let directions: [Direction]
  /// What each objective's values are, for tables and figures.
  public let valueNames: [String]
  /// Chooses the hyper-parameters.
  public let sampler: any ParameterSampler
  /// Decides which trials are given up.
  public let pruner: any Pruner
  /// All that the sampler leaves to chance follows from it.
  public let seed: UInt64
  /// Where the trials are kept.
  public let storage: any StudyStorage
  /// How often a trial whose process died is tried again.
  public let retries: Int

  let key: Int
  private let isStopped = Atomic<Bool>(false)
  private let wasInterrupted = Atomic<Bool>(false)

  /// A study of one objective.
  ///
  /// - Parameters:
  ///   - valueName: what the values are, such as `"accuracy"`; it stands in tables and figures.
  ///   - storage: where the trials are kept; a study of this name that is there already is gone on with.
  ///   - seed: without one, from the system's entropy.
  ///   - retries: how often a trial whose process died is tried again, with its hyper-parameters.
  /// - Throws: what the storage throws.
  public convenience init(
    _ name: String = "study", direction: Direction = .minimize, valueName: String = "value",
    sampler: any ParameterSampler = TPE(), pruner: any Pruner = NoPruner(),
    storage: any StudyStorage = MemoryStorage(), seed: UInt64? = nil, retries: Int = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) throws {
    try self.init(
      name, directions: [direction], valueNames: [valueName], sampler: sampler, pruner: pruner,
      storage: storage, seed: seed, retries: retries, file: file, line: line)
  }

  /// A study of several objectives, whose result is ``front``.
  ///
  /// - Parameter valueNames: what each objective's values are; by default `value 0`, `value 1`, ….
  public init(
    _ name: String = "study", directions: [Direction], valueNames: [String]? = nil,
    sampler: any ParameterSampler = TPE(), pruner: any Pruner = NoPruner(),
    storage: any StudyStorage = MemoryStorage(), seed: UInt64? = nil, retries: Int = 0,
    file: StaticString = #fileID, line: UInt = #line
  ) throws {
    demand(!directions.isEmpty, "Study: there is no direction", file: file, line: line)
    let valueNames = valueNames ?? directions.indices.map { "value \($0)" }
    demand(
      valueNames.count == directions.count,
      "Study: \(valueNames.count) names of values for \(directions.count) objectives",
      file: file, line: line)
    if let problem = sampler.problem(with: directions) {
      mistake("Study: \(type(of: sampler)) \(problem)", file: file, line: line)
    }
    (self.name, self.directions, self.valueNames) = (name, directions, valueNames)
    (self.sampler, self.pruner) = (sampler, pruner)
    (self.storage, self.retries) = (storage, retries)
    self.seed = seed ?? .random(in: .min ... .max)
    key = try storage.openStudy(name, directions: directions)
  }

  /// All trials so far, in the order of their numbers.
  public var trials: [TrialRecord] {
    get throws { try storage.trials(in: key) }
  }

  /// The complete trial with the best value; nil before there is one.
  ///
  /// With several objectives see ``front``.
  public var best: TrialRecord? {
    get throws {
      let sign = directions[0].sign
      return try trials.filter { $0.state == .complete }
        .min { sign * $0.values[0] < sign * $1.values[0] }
    }
  }

  /// The complete trials that no other beats in one objective without losing in another.
  public var front: [TrialRecord] {
    get throws {
      let complete = try trials.filter { $0.state == .complete }
      let ranks = nondominationRanks(
        complete.map { zip($0.values, directions).map { $0 * $1.sign } })
      return zip(complete, ranks).filter { $1 == 0 }.map(\.0)
    }
  }

  /// Lays down a trial: its hyper-parameters are these, and what it asks for beyond them is chosen as ever.
  ///
  /// A value that is not among those that the objective asks for is left aside: one beyond the range, off the steps, or a number with a
  /// fraction for a whole one.
  public func enqueue(_ parameters: [String: ParameterValue]) throws {
    try storage.enqueue(parameters, attributes: [:], in: key)
  }

  /// Adds a trial whose result is known already: one of another study, or one that was run by hand. Samplers learn from it as from
  /// their own.
  ///
  /// ```swift
  /// for trial in try former.trials where trial.state.isFinished { try study.add(trial) }
  /// let rate = TrialParameter("lr", .float(1e-5...1e-1, log: true), 0.003)
  /// try study.add(TrialRecord([rate], values: [0.24]))
  /// ```
  ///
  /// - Parameter trial: one that has ended; its number is left aside.
  /// - Returns: the number that it has in this study.
  @discardableResult
  public func add(
    _ trial: TrialRecord, file: StaticString = #fileID, line: UInt = #line
  ) throws -> Int {
    demand(
      trial.state.isFinished, "Study.add: the trial is \(trial.state.rawValue)", file: file,
      line: line)
    let count = trial.state == .complete ? directions.count : 0
    demand(
      trial.values.count == count && !trial.values.contains(where: \.isNaN),
      "Study.add: values \(trial.values) of a trial that is \(trial.state.rawValue); \(count) are needed, without NaN",
      file: file, line: line)
    return try storage.add(trial, in: key)
  }

  /// Begins no more trials in this process's calls of `optimize`; those that run come to their end.
  public func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Whether Ctrl-C ended the last call of `optimize`, so that a program can leave out what it would do next.
  public internal(set) var isInterrupted: Bool {
    get { wasInterrupted.load(ordering: .relaxed) }
    set { wasInterrupted.store(newValue, ordering: .relaxed) }
  }

  var shouldStop: Bool {
    get { isStopped.load(ordering: .relaxed) }
    set { isStopped.store(newValue, ordering: .relaxed) }
  }
}

extension Study {
  /// Begins a trial, for loops that users write; `tell` ends it.
  ///
  /// ```swift
  /// for _ in 0..<20 {
  ///   let trial = try study.ask()
  ///   try study.tell(trial, abs(trial.float("x", -5...5) - 2))
  /// }
  /// ```
  public func ask() throws -> Trial { try ask(limit: nil, seconds: nil)! }

  /// - Returns: nil where `limit` trials have begun.
  func ask(limit: Int?, seconds: Double?) throws -> Trial? {
    try storage.failAbandonedTrials(in: key, retry: notesOfRetry)
    guard let start = try storage.beginTrial(in: key, limit: limit) else { return nil }
    var context = SamplingContext(
      trial: start.number, directions: directions,
      others: try storage.trials(in: key).filter { $0.number != start.number },
      seed: seed)
    let together = sampler.sampleTogether(&context)
    for (name, text) in context.attributes {
      try storage.write(attribute: name, text, trial: start.number, in: key)
    }
    return Trial(
      self, start, together: together, context: context,
      deadline: seconds.map { currentTime() + $0 })
  }

  private static let attemptNote = "attempt"

  private func notesOfRetry(_ abandoned: TrialRecord) -> [String: String]? {
    let attempt = abandoned.attributes[Study.attemptNote].flatMap(Int.init) ?? 0
    return attempt < retries ? [Study.attemptNote: "\(attempt + 1)"] : nil
  }

  /// Ends a trial with its value. NaN makes it a failed one.
  ///
  /// - Throws: what the storage throws; ``StudyError/notRunning(_:)``.
  public func tell(
    _ trial: Trial, _ value: Double, file: StaticString = #fileID, line: UInt = #line
  ) throws {
    try tell(trial, [value], file: file, line: line)
  }

  /// Ends a trial with a value for each objective.
  public func tell(
    _ trial: Trial, _ values: [Double], file: StaticString = #fileID, line: UInt = #line
  ) throws {
    demand(
      values.count == directions.count,
      "Study: \(values.count) values for \(directions.count) objectives", file: file, line: line)
    if values.contains(where: \.isNaN) {
      try finish(trial, .failed, failure: "the objective gave NaN")
    } else {
      try finish(trial, .complete, values: values)
    }
  }

  /// Ends a trial without a value.
  ///
  /// - Parameter state: pruned or failed.
  public func tell(
    _ trial: Trial, _ state: TrialState, file: StaticString = #fileID, line: UInt = #line
  ) throws {
    demand(
      state == .pruned || state == .failed, "Study: a trial without value is pruned or failed",
      file: file, line: line)
    try finish(trial, state)
  }

  func finish(
    _ trial: Trial, _ state: TrialState, values: [Double] = [], failure: String? = nil
  ) throws {
    if let failure = trial.storageFailure { throw failure }
    guard
      try storage.finishTrial(trial.number, state, values: values, failure: failure, in: key)
    else { throw StudyError.notRunning(trial.number) }
  }
}
