/// Chooses the hyper-parameters of trials.
///
/// What it chooses follows from the context alone, so that a study goes on after an interruption as if there had been
/// none, and processes that share a study need to share nothing else.
public protocol ParameterSampler: Sendable {
  /// Chooses, when a trial begins, the hyper-parameters that are chosen together.
  ///
  /// - Returns: codes by names; the others are asked for one by one.
  func sampleTogether(_ context: inout SamplingContext) -> [String: Double]

  /// Chooses a hyper-parameter by itself, when the objective asks for it.
  ///
  /// - Returns: a code of the distribution.
  func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double

  /// What is wrong with using it for these objectives, in words.
  func problem(with directions: [Direction]) -> String?
}

extension ParameterSampler {
  public func sampleTogether(_ context: inout SamplingContext) -> [String: Double] { [:] }

  public func problem(with directions: [Direction]) -> String? { nil }
}

/// What a sampler knows when it chooses.
public struct SamplingContext: Sendable {
  /// The number of the trial that is chosen for.
  public let trial: Int
  /// What the study looks for, one direction for each objective.
  public let directions: [Direction]
  /// All other trials, in the order of their numbers.
  public let others: [TrialRecord]
  /// Random numbers for this trial.
  public var random: RandomStream
  /// The study's.
  public let seed: UInt64
  /// How many hyper-parameters the trial has asked for so far.
  public internal(set) var position = 0
  /// Notes that the sampler leaves with the trial.
  public var attributes: [String: String] = [:]

  /// - Parameters:
  ///   - trial: the number of the one that is chosen for.
  ///   - others: all other trials, in the order of their numbers.
  ///   - seed: the study's.
  public init(
    trial: Int, directions: [Direction], others: [TrialRecord], seed: UInt64
  ) {
    (self.trial, self.directions, self.others) = (trial, directions, others)
    self.seed = seed
    random = RandomStream(seed: seed, stream: trial)
  }

  /// The other trials that came to their end with a value.
  public var complete: [TrialRecord] { others.filter { $0.state == .complete } }

  /// Those that taught something: complete and pruned.
  public var informative: [TrialRecord] {
    others.filter { $0.state == .complete || $0.state == .pruned }
  }

  /// The values of a complete trial, turned so that smaller is better.
  func losses(_ trial: TrialRecord) -> [Double] {
    zip(trial.values, directions).map { $0 * $1.sign }
  }

  /// The only objective's value, turned so that smaller is better.
  func loss(_ trial: TrialRecord) -> Double { trial.values[0] * directions[0].sign }
}
