import TapestryCore

/// One schedule after another, each counting its own steps from 0. `torch.optim.lr_scheduler.SequentialLR`.
///
/// A sequence in another one or in a chain does what it does alone. In PyTorch it is a step ahead where it comes first in another sequence,
/// and undoes at its start what the chain has made of the rate.
public struct SequentialLR: LRSchedule {
  private let schedules: [any LRSchedule]
  private let milestones: [Int]

  /// - Parameter milestones: the steps at which the second and further schedules begin, in ascending order.
  public init(
    _ schedules: [any LRSchedule], milestones: [Int], file: StaticString = #fileID,
    line: UInt = #line
  ) {
    demand(
      !schedules.isEmpty && milestones.count == schedules.count - 1
        && milestones == milestones.sorted() && milestones.allSatisfy { $0 >= 0 },
      "SequentialLR: \(schedules.count) schedules and milestones at \(milestones)", file: file,
      line: line)
    self.schedules = schedules
    self.milestones = milestones
  }

  /// The schedule of a step, and the step of its own.
  private func part(at step: Int) -> (schedule: any LRSchedule, step: Int, isNew: Bool) {
    let index = milestones.prefix { $0 <= step }.count
    let start = index == 0 ? 0 : milestones[index - 1]
    return (schedules[index], step - start, index > 0 && step == start && step > 0)
  }

  public func rate(at moment: LRMoment) -> Double {
    let part = part(at: moment.step)
    let moment = moment.with(step: part.step)
    return part.isNew ? part.schedule.restart(at: moment) : part.schedule.rate(at: moment)
  }

  public func momentum(at moment: LRMoment) -> Double? {
    let part = part(at: moment.step)
    return part.schedule.momentum(at: moment.with(step: part.step))
  }

  public var lastStep: Int? {
    schedules[schedules.count - 1].lastStep.map { (milestones.last ?? 0) + $0 }
  }

  public var changesMomentum: Bool { schedules.contains(where: \.changesMomentum) }
  public var groupCounts: [Int] { schedules.flatMap(\.groupCounts) }
}

/// Several schedules at once, each changing what those before it have made of the rate.
/// `torch.optim.lr_scheduler.ChainedScheduler`.
public struct ChainedScheduler: LRSchedule {
  private let schedules: [any LRSchedule]

  public init(
    _ schedules: [any LRSchedule], file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(!schedules.isEmpty, "ChainedScheduler: no schedules", file: file, line: line)
    self.schedules = schedules
  }

  public func rate(at moment: LRMoment) -> Double {
    schedules.reduce(moment.current) { $1.rate(at: moment.with(current: $0)) }
  }

  public func momentum(at moment: LRMoment) -> Double? {
    schedules.reduce(nil) { $1.momentum(at: moment) ?? $0 }
  }

  public var lastStep: Int? { schedules.compactMap(\.lastStep).min() }
  public var changesMomentum: Bool { schedules.contains(where: \.changesMomentum) }
  public var groupCounts: [Int] { schedules.flatMap(\.groupCounts) }
}

extension LRSchedule {
  /// This schedule after a rise of the rate, in equal steps, from a part of the base rate to all of it.
  ///
  /// - Parameters:
  ///   - steps: of the rise; at the step after them this schedule begins.
  ///   - start: the part of the base rate at first, above 0 and at most 1.
  public func warmedUp(
    over steps: Int, from start: Double = 0.01, file: StaticString = #fileID, line: UInt = #line
  ) -> SequentialLR {
    SequentialLR(
      [LinearLR(startFactor: start, totalSteps: steps, file: file, line: line), self],
      milestones: [steps],
      file: file, line: line)
  }
}
