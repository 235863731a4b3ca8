import TapestryCore

/// A rate that goes up once and down far below where it began, with the momentum going the other way.
/// `torch.optim.lr_scheduler.OneCycleLR`; Smith & Topin, 2018.
///
/// The optimizer's own rate has no part in it. There are no rates after the last step.
public struct OneCycleLR: LRSchedule {
  /// The momentum's bounds.
  public typealias Momentum = (base: any PerGroup, max: any PerGroup)

  private enum Level {
    case start, top, end
  }

  private struct Phase {
    /// The step at which it ends.
    let end: Double
    let from, to: Level
  }

  private let highest: any PerGroup
  private let totalSteps: Int
  private let annealing: Annealing
  private let momentum: Momentum?
  private let divFactor, finalDivFactor: Double
  private let phases: [Phase]

  /// - Parameters:
  ///   - maxLearningRate: the rate at the top; one for all groups or one for each.
  ///   - totalSteps: all there are.
  ///   - startFraction: the share of them on which the rate goes up, in 0…1; PyTorch's `pct_start`.
  ///   - momentum: is lowest where the rate is highest; nil leaves it alone.
  ///   - divFactor: how many times lower the first rate is than the highest.
  ///   - finalDivFactor: how many times lower the last rate is than the first.
  ///   - threePhase: goes down to the first rate in as many steps as up, and only then below.
  public init(
    maxLearningRate: some PerGroup, totalSteps: Int, startFraction: Double = 0.3,
    annealing: Annealing = .cosine, momentum: Momentum? = (0.85, 0.95), divFactor: Double = 25,
    finalDivFactor: Double = 1e4,
    threePhase: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      totalSteps > 0 && (0...1).contains(startFraction),
      "OneCycleLR: \(totalSteps) steps, rising on \(startFraction) of them", file: file, line: line)
    highest = maxLearningRate
    self.totalSteps = totalSteps
    self.annealing = annealing
    self.momentum = momentum
    self.divFactor = divFactor
    self.finalDivFactor = finalDivFactor
    let (up, last) = (startFraction * Double(totalSteps), Double(totalSteps - 1))
    let rising = Phase(end: up - 1, from: .start, to: .top)
    phases =
      threePhase
      ? [
        rising, Phase(end: 2 * up - 2, from: .top, to: .start),
        Phase(end: last, from: .start, to: .end),
      ]
      : [rising, Phase(end: last, from: .top, to: .end)]
  }

  public var lastStep: Int? { totalSteps }
  public var changesMomentum: Bool { momentum != nil }

  public var groupCounts: [Int] {
    [highest, momentum?.base, momentum?.max].flatMap { $0?.groupCounts ?? [] }
  }

  /// A value at a step, by its values at the three levels.
  private func value(at step: Int, _ level: (Level) -> Double) -> Double {
    var start = 0.0
    for phase in phases.dropLast() {
      if Double(step) <= phase.end { return value(at: step, in: phase, from: start, level) }
      start = phase.end
    }
    return value(at: step, in: phases[phases.count - 1], from: start, level)
  }

  private func value(
    at step: Int, in phase: Phase, from start: Double, _ level: (Level) -> Double
  ) -> Double {
    let time = phase.end == start ? 1 : (Double(step) - start) / (phase.end - start)
    let (from, to) = (level(phase.from), level(phase.to))
    return from + (to - from) * annealing.share(time)
  }

  public func rate(at moment: LRMoment) -> Double {
    let top = highest.value(of: moment.group)
    return value(at: moment.step) { level in
      switch level {
      case .start: top / divFactor
      case .top: top
      case .end: top / divFactor / finalDivFactor
      }
    }
  }

  public func momentum(at moment: LRMoment) -> Double? {
    guard let momentum else { return nil }
    return value(at: moment.step) { level in
      (level == .top ? momentum.base : momentum.max).value(of: moment.group)
    }
  }
}
