/// Decides from what trials report on their way which of them are given up.
public protocol Pruner: Sendable {
  /// - Parameter trial: it has reported at least once.
  func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool
}

/// What a pruner knows when it decides.
public struct PruningContext: Sendable {
  /// Whether a lower or a higher value is better.
  public let direction: Direction
  /// All other trials, in the order of their numbers.
  public internal(set) var others: [TrialRecord]

  /// - Parameter others: the trials beside the one that is decided on.
  public init(direction: Direction, others: [TrialRecord]) {
    (self.direction, self.others) = (direction, others)
  }
}

/// Gives up nothing.
public struct NoPruner: Pruner {
  /// It has no settings.
  public init() {}

  public func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool { false }
}
