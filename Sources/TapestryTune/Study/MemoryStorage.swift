import Synchronization
import TapestryTraining

/// Trials in this process's memory alone.
public final class MemoryStorage: StudyStorage {
  private struct Contents {
    /// By key; nil where the study was removed.
    var names: [String?] = []
    var directions: [[Direction]] = []
    var trials: [[TrialRecord]] = []
    var fixed: [[Int: [String: ParameterValue]]] = []
  }

  private let contents = Mutex(Contents())

  /// A storage without studies.
  public init() {}

  public func openStudy(_ name: String, directions: [Direction]) throws -> Int {
    try contents.withLock { contents in
      if let present = contents.names.firstIndex(of: name) {
        guard contents.directions[present] == directions else {
          throw StudyError.otherDirections(name, there: contents.directions[present])
        }
        return present
      }
      contents.names.append(name)
      contents.directions.append(directions)
      contents.trials.append([])
      contents.fixed.append([:])
      return contents.names.count - 1
    }
  }

  public func studyNames() -> [String] {
    contents.withLock { $0.names.compactMap { $0 }.sorted() }
  }

  @discardableResult
  public func deleteStudy(_ name: String) -> Bool {
    contents.withLock { contents in
      guard let key = contents.names.firstIndex(of: name) else { return false }
      contents.names[key] = nil
      return true
    }
  }

  @discardableResult
  public func add(_ trial: TrialRecord, in study: Int) -> Int {
    contents.withLock { contents in
      var added = trial
      added.number = contents.trials[study].count
      contents.trials[study].append(added)
      return added.number
    }
  }

  @discardableResult
  public func enqueue(
    _ parameters: [String: ParameterValue], attributes: [String: String], in study: Int
  ) -> Int {
    contents.withLock { contents in
      let number = contents.trials[study].count
      var trial = TrialRecord(number: number, state: .waiting)
      trial.attributes = attributes
      contents.trials[study].append(trial)
      contents.fixed[study][number] = parameters
      return number
    }
  }

  public func beginTrial(in study: Int, limit: Int?) -> TrialStart? {
    contents.withLock { contents in
      let begun = contents.trials[study].count { $0.state != .failed && $0.state != .waiting }
      if let limit, begun >= limit { return nil }
      let number =
        contents.trials[study].firstIndex { $0.state == .waiting }
        ?? contents.trials[study].count
      if number == contents.trials[study].count {
        contents.trials[study].append(TrialRecord(number: number, state: .running))
      }
      contents.trials[study][number].state = .running
      contents.trials[study][number].started = currentTime()
      return TrialStart(number: number, fixed: contents.fixed[study][number] ?? [:])
    }
  }

  public func write(_ parameter: TrialParameter, trial: Int, in study: Int) {
    contents.withLock { $0.trials[study][trial].parameters.append(parameter) }
  }

  public func write(_ report: TrialReport, trial: Int, in study: Int) {
    contents.withLock { contents in
      contents.trials[study][trial].reports.removeAll { $0.step == report.step }
      let place =
        contents.trials[study][trial].reports.firstIndex { $0.step > report.step }
        ?? contents.trials[study][trial].reports.count
      contents.trials[study][trial].reports.insert(report, at: place)
    }
  }

  public func write(attribute name: String, _ text: String, trial: Int, in study: Int) {
    contents.withLock { $0.trials[study][trial].attributes[name] = text }
  }

  @discardableResult
  public func finishTrial(
    _ trial: Int, _ state: TrialState, values: [Double], failure: String?, in study: Int
  ) -> Bool {
    contents.withLock { contents in
      guard contents.trials[study][trial].state == .running else { return false }
      contents.trials[study][trial].state = state
      contents.trials[study][trial].values = values
      contents.trials[study][trial].failure = failure
      contents.trials[study][trial].finished = currentTime()
      return true
    }
  }

  /// None: trials die with the memory that they are in.
  @discardableResult
  public func failAbandonedTrials(
    in study: Int, retry: (TrialRecord) -> [String: String]?
  ) -> [TrialRecord] { [] }

  public func trials(in study: Int) -> [TrialRecord] { contents.withLock { $0.trials[study] } }
}
