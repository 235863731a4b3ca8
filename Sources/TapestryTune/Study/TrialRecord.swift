/// Which way an objective gets better.
public enum Direction: String, Sendable {
  /// The lowest value is looked for.
  case minimize
  /// The highest value is looked for.
  case maximize

  /// 1 where smaller is better, −1 where larger is.
  var sign: Double { self == .minimize ? 1 : -1 }

  /// Whether the first of two values is better.
  func isBetter(_ a: Double, than b: Double) -> Bool { sign * a < sign * b }
}

/// What has become of a trial.
public enum TrialState: String, Sendable {
  /// Its hyper-parameters are laid down, nobody has taken it up.
  case waiting
  /// It is under way.
  case running
  /// It ended with a value for each objective.
  case complete
  /// It was given up, as it did worse than others or its time was over.
  case pruned
  /// The objective threw an error or gave no number, or its process died.
  case failed

  /// Whether the trial has come to an end, good or bad.
  public var isFinished: Bool { self != .waiting && self != .running }
}

/// A number that a trial reported on its way, such as the loss after an epoch.
public struct TrialReport: Hashable, Sendable {
  /// How far the trial was: as a rule the number of epochs done.
  public let step: Int
  /// How it was doing then.
  public let value: Double

  /// - Parameter step: as a rule the number of epochs done.
  public init(step: Int, value: Double) { (self.step, self.value) = (step, value) }
}

/// All that is known about a trial, at the moment of asking.
public struct TrialRecord: Sendable {
  /// Its place in the study, from 0.
  public internal(set) var number: Int
  /// How the trial stands.
  public internal(set) var state: TrialState
  /// In the order in which the objective asked for them.
  public internal(set) var parameters: [TrialParameter] = []
  /// One number for each objective; empty unless the trial is complete.
  public internal(set) var values: [Double] = []
  /// In the order of steps.
  public internal(set) var reports: [TrialReport] = []
  /// Notes: the user's and the sampler's.
  public internal(set) var attributes: [String: String] = [:]
  /// Why it failed, or that it was pruned as its time was over.
  public internal(set) var failure: String?
  /// Seconds since 1970.
  public internal(set) var started: Double?
  /// Seconds since 1970.
  public internal(set) var finished: Double?

  /// A trial that has asked for nothing yet.
  public init(number: Int, state: TrialState) { (self.number, self.state) = (number, state) }

  /// A complete trial that ran elsewhere, for ``Study/add(_:file:line:)``.
  ///
  /// - Parameter values: one for each objective.
  public init(
    _ parameters: [TrialParameter], values: [Double], reports: [TrialReport] = []
  ) {
    self.init(number: 0, state: .complete)
    (self.parameters, self.values) = (parameters, values)
    self.reports = reports.sorted { $0.step < $1.step }
  }

  /// The first objective's value; nil unless the trial is complete.
  public var value: Double? { values.first }

  /// The value of a hyper-parameter; nil where the trial did not ask for it.
  public subscript(name: String) -> ParameterValue? { self[parameter: name]?.value }

  /// A hyper-parameter with its distribution.
  public subscript(parameter name: String) -> TrialParameter? {
    parameters.first { $0.name == name }
  }

  /// What was reported for a step.
  public func report(at step: Int) -> Double? { reports.first { $0.step == step }?.value }

  /// How long it ran; nil before it is finished.
  public var seconds: Double? {
    guard let started, let finished else { return nil }
    return finished - started
  }
}
