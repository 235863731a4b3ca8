/// Decides from what trials report on their way which of them are given up.
public protocol Pruner: Sendable {
  /// - Parameter trial: it has reported at least once.
  func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool
}

/// What a pruner knows when it decides.
public struct PruningContext: Sendable {
  public let direction: Direction
  /// All other trials, in the order of their numbers.
  public let others: [TrialRecord]
  /// The study's.
  public let seed: UInt64

  public init(direction: Direction, others: [TrialRecord], seed: UInt64 = 0) {
    (self.direction, self.others, self.seed) = (direction, others, seed)
  }
}

/// Gives up nothing.
public struct NoPruner: Pruner {
  public init() {}

  public func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool { false }
}
