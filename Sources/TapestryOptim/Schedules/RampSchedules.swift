import Glibc
import TapestryCore

/// The base rate times a factor that goes from one value to another in equal steps. `torch.optim.lr_scheduler.LinearLR`.
public struct LinearLR: LRSchedule {
  private let start, end: Double
  private let steps: Int

  /// - Parameters:
  ///   - start: the first factor, above 0 and at most 1.
  ///   - end: the last factor, in 0…1.
  ///   - steps: on the way.
  public init(
    from start: Double = 1 / 3.0, to end: Double = 1, steps: Int = 5, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      start > 0 && start <= 1 && (0...1).contains(end),
      "LinearLR: factors from \(start) to \(end); they must be in 0…1, the first above 0",
      file: file, line: line)
    self.start = start
    self.end = end
    self.steps = steps
  }

  public func rate(at moment: LRMoment) -> Double {
    if moment.step == 0 { return moment.current * start }
    if moment.step > steps { return moment.current }
    let before = Double(steps) * start + Double(moment.step - 1) * (end - start)
    return moment.current * (1 + (end - start) / before)
  }
}

/// The base rate times a power of the share of steps that are left; 0 from the last on. `torch.optim.lr_scheduler.PolynomialLR`.
public struct PolynomialLR: LRSchedule {
  private let steps: Int
  private let power: Double

  public init(steps: Int = 5, power: Double = 1) {
    self.steps = steps
    self.power = power
  }

  public func rate(at moment: LRMoment) -> Double {
    if moment.step == 0 || moment.step > steps { return moment.current }
    let (step, steps) = (Double(moment.step), Double(steps))
    return moment.current * pow((1 - step / steps) / (1 - (step - 1) / steps), power)
  }
}

/// A rate that goes from where it is to a low and constant one, at which weights are averaged; see ``AveragedParameters``.
/// `torch.optim.swa_utils.SWALR`.
public struct SWALR: LRSchedule {
  private let target: any PerGroup
  private let steps: Int
  private let annealing: Annealing

  /// - Parameters:
  ///   - rate: at the end; one for all groups or one for each.
  ///   - steps: on the way.
  public init(
    to rate: some PerGroup, steps: Int = 10, annealing: Annealing = .cosine,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(steps >= 0, "SWALR: \(steps) steps", file: file, line: line)
    target = rate
    self.steps = steps
    self.annealing = annealing
  }

  public var groupCount: Int? { target.groupCount }

  public func restart(at moment: LRMoment) -> Double { rate(at: moment) }

  public func rate(at moment: LRMoment) -> Double {
    let step = steps == 0 ? max(1, moment.step) : moment.step
    func gone(_ step: Int) -> Double {
      annealing.share(min(1, max(0, Double(step) / Double(max(1, steps)))))
    }
    let (before, now, target) = (gone(step - 1), gone(step), target.value(of: moment.group))
    // Where the way began, as the current rate shows it.
    let start = before == 1 ? target : (moment.current - before * target) / (1 - before)
    return target * now + start * (1 - now)
  }
}

/// How a value goes from one to another.
public enum Annealing: Sendable {
  /// Along half a wave: slowly, fast, slowly.
  case cosine
  case linear

  /// How much of the way has been gone after a share of the time.
  func share(_ time: Double) -> Double {
    switch self {
    case .cosine: (1 - cos(.pi * time)) / 2
    case .linear: time
    }
  }
}
