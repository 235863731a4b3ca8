import TapestryCore

/// Hyperband (Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization", 2018): successive halving in several
/// brackets, of which the first begins to compare at the first step and the last lets trials run to the end, so that trials whose strength
/// shows late have a chance.
///
/// Each trial belongs to a bracket, by its number; within it ``ASHA`` decides. Brackets have trials in the proportions of the paper.
public struct Hyperband: Pruner {
  /// The first step at which trials are compared, and the last step of a trial.
  public var steps: ClosedRange<Int>
  /// One trial of so many goes on, to so many times the step.
  public var factor: Int

  /// - Parameters:
  ///   - steps: from 1 on.
  ///   - factor: at least 2.
  public init(
    steps: ClosedRange<Int>, factor: Int = 3, file: StaticString = #fileID, line: UInt = #line
  ) {
    demandHalving(steps: steps, factor: factor, file: file, line: line)
    (self.steps, self.factor) = (steps, factor)
  }

  /// The first steps of comparison of the brackets.
  private var firstSteps: [Int] {
    var (firstSteps, step) = ([Int](), steps.lowerBound)
    while step <= steps.upperBound {
      firstSteps.append(step)
      step *= factor
    }
    return firstSteps
  }

  /// The bracket of a trial.
  public func bracket(of trial: Int) -> Int {
    let count = firstSteps.count
    let shares = (0..<count).map { bracket in
      let halvings = count - 1 - bracket
      let trials = (0..<halvings).reduce(1.0) { share, _ in share * Double(factor) }
      return Double(count) * trials / Double(halvings + 1)
    }
    // A stream of its own, as processes with other seeds have to come to the same.
    var random = RandomStream(seed: 0x4859_5045_5242_414e, stream: trial)
    return random.index(weighted: shares)
  }

  public func shouldPrune(_ trial: TrialRecord, _ context: PruningContext) -> Bool {
    let bracket = bracket(of: trial.number)
    var peers = context
    peers.others = context.others.filter { self.bracket(of: $0.number) == bracket }
    return ASHA(firstStep: firstSteps[bracket], factor: factor).shouldPrune(trial, peers)
  }
}
