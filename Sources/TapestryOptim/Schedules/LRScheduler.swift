import TapestryCore

/// Sets an optimizer's learning rates, and where the schedule says so its momenta, step by step.
///
/// The first rates are set at once. Call ``step(file:line:)`` after each epoch, or after each batch, whatever the schedule counts.
/// `torch.optim.lr_scheduler.LRScheduler`.
public final class LRScheduler {
  public let optimizer: Optimizer
  public let schedule: any LRSchedule

  /// How often ``step(file:line:)`` has been called.
  public private(set) var steps = 0

  /// The rate of each group before any schedule changed it.
  public private(set) var baseRates: [Double]

  /// - Parameter schedule: with values for as many groups as the optimizer has, where it has values for groups.
  public init(
    _ optimizer: Optimizer, _ schedule: any LRSchedule, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.optimizer = optimizer
    self.schedule = schedule
    let groups = optimizer.learningRates.count
    if let count = schedule.groupCounts.first(where: { $0 != groups }) {
      mistake(
        "LRScheduler: values for \(count) groups, and \(groups) in the optimizer", file: file,
        line: line)
    }
    demand(
      !schedule.changesMomentum || optimizer.momentums != nil,
      "LRScheduler: \(type(of: schedule)) changes a momentum that \(type(of: optimizer)) has not",
      file: file, line: line)
    baseRates = optimizer.baseRates
    apply(file, line)
  }

  /// Sets the rates of the next step.
  public func step(file: StaticString = #fileID, line: UInt = #line) {
    steps += 1
    if let last = schedule.lastStep, steps > last {
      mistake(
        "LRScheduler: step \(steps) of a schedule of \(last) steps", file: file, line: line)
    }
    apply(file, line)
  }

  private func apply(_ file: StaticString, _ line: UInt) {
    let rates = optimizer.learningRates
    demand(
      rates.count == baseRates.count,
      "LRScheduler: made for \(baseRates.count) groups, and there are now \(rates.count)",
      file: file, line: line)
    let moments = rates.indices.map { group in
      LRMoment(step: steps, group: group, base: baseRates[group], current: rates[group])
    }
    optimizer.learningRates = moments.map(schedule.rate)
    if schedule.changesMomentum, let momentums = optimizer.momentums {
      optimizer.momentums = zip(moments, momentums).map { schedule.momentum(at: $0) ?? $1 }
    }
  }

  /// `last_epoch`, `base_lrs` and `_last_lr`, by PyTorch's names. Schedules themselves remember nothing, and are to be made
  /// anew in the same way.
  public func stateDict() -> [String: Tensor] {
    [
      "last_epoch": Tensor(steps), "base_lrs": Tensor(baseRates),
      "_last_lr": Tensor(optimizer.learningRates),
    ]
  }

  /// Takes over what ``stateDict()`` gave, and sets the optimizer's rates to those of then; the optimizer's state has its momenta.
  ///
  /// - Throws: ``OptimizerStateError``, with nothing changed.
  public func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    var reader = StateReader(state, owner: "LRScheduler")
    let steps = try reader.count("last_epoch", of: "steps")
    let bases = try reader.numbers("base_lrs", count: baseRates.count)
    let rates = try reader.rates(count: baseRates.count)
    if let last = schedule.lastStep, steps > last {
      throw reader.error("last_epoch is \(steps), and the schedule has \(last) steps")
    }
    try reader.finish()
    self.steps = steps
    baseRates = bases
    optimizer.learningRates = rates
  }
}

extension StateReader {
  /// The learning rate of each group.
  mutating func rates(count: Int) throws(OptimizerStateError) -> [Double] {
    let rates = try numbers("_last_lr", count: count)
    if !rates.allSatisfy({ $0 >= 0 }) { throw error("_last_lr is \(rates), with a negative rate") }
    return rates
  }
}

extension Optimizer {
  /// The learning rates before any schedule changed them: those of the moment when the first schedule asks.
  var baseRates: [Double] {
    initialLearningRates += learningRates.dropFirst(initialLearningRates.count)
    return initialLearningRates
  }
}
