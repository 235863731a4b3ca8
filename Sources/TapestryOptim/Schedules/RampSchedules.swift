import Glibc
import TapestryCore

/// The base rate times a factor that goes from one value to another in equal steps. `torch.optim.lr_scheduler.LinearLR`.
public struct LinearLR: LRSchedule {
  private let startFactor, endFactor: Double
  private let totalSteps: Int

  /// - Parameters:
  ///   - startFactor: the first factor, above 0 and at most 1.
  ///   - endFactor: the last factor, in 0…1.
  ///   - totalSteps: on the way.
  public init(
    startFactor: Double = 1 / 3.0, endFactor: Double = 1, totalSteps: Int = 5,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      startFactor > 0 && startFactor <= 1 && (0...1).contains(endFactor),
      "LinearLR: factors from \(startFactor) to \(endFactor); they must be in 0…1, the first above 0",
      file: file, line: line)
    self.startFactor = startFactor
    self.endFactor = endFactor
    self.totalSteps = totalSteps
  }

  public func rate(at moment: LRMoment) -> Double {
    if moment.step == 0 { return moment.current * startFactor }
    if moment.step > totalSteps { return moment.current }
    let change = endFactor - startFactor
    let before = Double(totalSteps) * startFactor + Double(moment.step - 1) * change
    return moment.current * (1 + change / before)
  }
}

/// The base rate times a power of the share of steps that are left; 0 from the last on. `torch.optim.lr_scheduler.PolynomialLR`.
public struct PolynomialLR: LRSchedule {
  private let totalSteps: Int
  private let power: Double

  public init(totalSteps: Int = 5, power: Double = 1) {
    self.totalSteps = totalSteps
    self.power = power
  }

  public func rate(at moment: LRMoment) -> Double {
    if moment.step == 0 || moment.step > totalSteps { return moment.current }
    let (step, steps) = (Double(moment.step), Double(totalSteps))
    return moment.current * pow((1 - step / steps) / (1 - (step - 1) / steps), power)
  }
}

/// A rate that goes from where it is to a low and constant one, at which weights are averaged; see ``AveragedParameters``.
/// `torch.optim.swa_utils.SWALR`.
public struct SWALR: LRSchedule {
  private let target: any PerGroup
  private let annealSteps: Int
  private let annealing: Annealing

  /// - Parameters:
  ///   - learningRate: at the end; one for all groups or one for each.
  ///   - annealSteps: on the way.
  public init(
    learningRate: some PerGroup, annealSteps: Int = 10, annealing: Annealing = .cosine,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(annealSteps >= 0, "SWALR: \(annealSteps) steps", file: file, line: line)
    target = learningRate
    self.annealSteps = annealSteps
    self.annealing = annealing
  }

  public var groupCounts: [Int] { target.groupCounts }

  public func restart(at moment: LRMoment) -> Double { rate(at: moment) }

  public func rate(at moment: LRMoment) -> Double {
    let step = annealSteps == 0 ? max(1, moment.step) : moment.step
    func gone(_ step: Int) -> Double {
      annealing.share(min(1, max(0, Double(step) / Double(max(1, annealSteps)))))
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
