/// Why a study could not go on.
public enum StudyError: Error, Hashable, CustomStringConvertible {
  /// The storage has a study of this name that goes in other directions.
  case otherDirections(String, there: [Direction])
  /// A trial was told about that is not running: it has ended, or its process was taken for dead.
  case notRunning(Int)

  public var description: String {
    switch self {
    case .otherDirections(let name, let there):
      "the study '\(name)' is there already, and its directions are \(there.map(\.rawValue))"
    case .notRunning(let number): "trial \(number) is not running"
    }
  }
}

/// Thrown by an objective that gives a trial up, as ``Trial/shouldPrune`` said.
public struct TrialPruned: Error {
  public init() {}
}
