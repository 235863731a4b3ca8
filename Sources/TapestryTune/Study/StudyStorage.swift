/// Where a study keeps its trials.
///
/// All functions may be called from several threads at once. What they have written when they return is not lost by
/// what happens to the process.
public protocol StudyStorage: AnyObject, Sendable {
  /// Opens the study of this name, or makes it.
  ///
  /// - Returns: its key.
  /// - Throws: where it is there with other directions.
  func openStudy(_ name: String, directions: [Direction]) throws -> Int

  /// The names of the studies that are kept here, sorted.
  func studyNames() throws -> [String]

  /// Removes a study with its trials. What still runs in it has nowhere to go.
  ///
  /// - Returns: false where there is none of this name.
  @discardableResult
  func deleteStudy(_ name: String) throws -> Bool

  /// Adds a trial that has ended elsewhere.
  ///
  /// - Returns: the number that it has here.
  @discardableResult
  func add(_ trial: TrialRecord, in study: Int) throws -> Int

  /// Lays down a trial to be taken up: its hyper-parameters are those given here where the objective asks for them.
  ///
  /// - Returns: its number.
  @discardableResult
  func enqueue(
    _ parameters: [String: ParameterValue], attributes: [String: String], in study: Int
  ) throws -> Int

  /// Takes up the waiting trial with the least number, or makes one.
  ///
  /// - Parameter limit: makes none where this many have begun and not failed.
  /// - Returns: nil where the limit is reached.
  func beginTrial(in study: Int, limit: Int?) throws -> TrialStart?

  /// Adds a hyper-parameter to a running trial.
  func write(_ parameter: TrialParameter, trial: Int, in study: Int) throws
  /// Adds a report to a running trial. A second report for the same step replaces the first.
  func write(_ report: TrialReport, trial: Int, in study: Int) throws
  /// Leaves a note with a trial; a second of the same name replaces the first.
  func write(attribute name: String, _ text: String, trial: Int, in study: Int) throws

  /// Ends a running trial.
  ///
  /// - Returns: false, with nothing changed, where it is not running: another process may have given it up.
  @discardableResult
  func finishTrial(
    _ trial: Int, _ state: TrialState, values: [Double], failure: String?, in study: Int
  ) throws -> Bool

  /// Marks as failed the running trials whose process is no more, and in the same moment enqueues those that are tried again.
  ///
  /// - Parameter retry: of a trial that is marked the notes of the one that tries its hyper-parameters again; nil where none does.
  /// - Returns: those that this call marked.
  @discardableResult
  func failAbandonedTrials(
    in study: Int, retry: (TrialRecord) -> [String: String]?
  ) throws -> [TrialRecord]

  /// All trials, in the order of their numbers.
  func trials(in study: Int) throws -> [TrialRecord]
}

/// A trial that has been taken up.
public struct TrialStart: Sendable {
  /// The trial's place in the study, from 0.
  public let number: Int
  /// What was laid down for it.
  public let fixed: [String: ParameterValue]

  /// - Parameter fixed: hyper-parameters that were laid down.
  public init(number: Int, fixed: [String: ParameterValue]) {
    (self.number, self.fixed) = (number, fixed)
  }
}
