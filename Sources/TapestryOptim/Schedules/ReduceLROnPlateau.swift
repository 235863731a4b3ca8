import TapestryCore

/// Lowers an optimizer's learning rates when a measure of success no longer improves. `torch.optim.lr_scheduler.ReduceLROnPlateau`.
///
/// ```swift
/// let scheduler = ReduceLROnPlateau(optimizer, patience: 5)
/// for epoch in 0..<100 {
///   …
///   scheduler.step(validationLoss)
/// }
/// ```
public final class ReduceLROnPlateau {
  /// Which of two values is the better.
  public enum Mode: Sendable {
    /// Lower ones.
    case min
    /// Higher ones.
    case max
  }

  /// What a value must be better by.
  public enum Threshold: Sendable {
    /// This share of the best value.
    case relative(Double)
    case absolute(Double)
  }

  public let optimizer: Optimizer
  package let mode: Mode
  private let threshold: Threshold
  private let factor: Double
  private let patience: Int
  private let cooldown: Int
  private let minLearningRate: any PerGroup
  private let epsilon: Double

  /// The best value so far; infinite before the first.
  public private(set) var best: Double
  private var badSteps = 0
  private var cooldownLeft = 0
  private var steps = 0

  /// - Parameters:
  ///   - factor: of the rates when they are lowered, below 1.
  ///   - patience: how many values in a row may be no better.
  ///   - cooldown: after rates were lowered, how many values do not count.
  ///   - minLearningRate: the rates that are not gone below; one for all groups or one for each.
  ///   - epsilon: a change of a rate by less is not made.
  public init(
    _ optimizer: Optimizer, mode: Mode = .min, factor: Double = 0.1, patience: Int = 10,
    threshold: Threshold = .relative(1e-4), cooldown: Int = 0, minLearningRate: any PerGroup = 0.0,
    epsilon: Double = 1e-8, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      factor < 1, "ReduceLROnPlateau: a factor of \(factor), not below 1", file: file, line: line)
    let groups = optimizer.learningRates.count
    if let count = minLearningRate.groupCounts.first(where: { $0 != groups }) {
      mistake(
        "ReduceLROnPlateau: values for \(count) groups, and \(groups) in the optimizer",
        file: file, line: line)
    }
    self.optimizer = optimizer
    self.mode = mode
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    self.cooldown = cooldown
    self.minLearningRate = minLearningRate
    self.epsilon = epsilon
    best = mode == .min ? .infinity : -.infinity
  }

  /// Takes in a value. One that is no number is no better.
  public func step(_ value: Double) {
    steps += 1
    if isBetter(value) {
      best = value
      badSteps = 0
    } else {
      badSteps += 1
    }
    if cooldownLeft > 0 {
      cooldownLeft -= 1
      badSteps = 0
    }
    if badSteps > patience {
      lower()
      cooldownLeft = cooldown
      badSteps = 0
    }
  }

  private func isBetter(_ value: Double) -> Bool {
    switch (mode, threshold) {
    case (.min, .relative(let share)): value < best * (1 - share)
    case (.min, .absolute(let amount)): value < best - amount
    case (.max, .relative(let share)): value > best * (1 + share)
    case (.max, .absolute(let amount)): value > best + amount
    }
  }

  private func lower() {
    optimizer.learningRates = optimizer.learningRates.enumerated().map { group, rate in
      let lower = Swift.max(rate * factor, minLearningRate.value(of: group))
      return rate - lower > epsilon ? lower : rate
    }
  }

  /// `best`, `num_bad_epochs`, `cooldown_counter`, `last_epoch` and `_last_lr`, by PyTorch's names.
  public func stateDict() -> [String: Tensor] {
    [
      "best": Tensor(best), "num_bad_epochs": Tensor(badSteps),
      "cooldown_counter": Tensor(cooldownLeft), "last_epoch": Tensor(steps),
      "_last_lr": Tensor(optimizer.learningRates),
    ]
  }

  /// Takes over what ``stateDict()`` gave, and sets the optimizer's rates to those of then.
  ///
  /// - Throws: ``OptimizerStateError``, with nothing changed.
  public func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    var reader = StateReader(state, owner: "ReduceLROnPlateau")
    let best = try reader.number("best")
    let badSteps = try reader.count("num_bad_epochs", of: "epochs")
    let cooldownLeft = try reader.count("cooldown_counter", of: "epochs")
    let steps = try reader.count("last_epoch", of: "epochs")
    let rates = try reader.rates(count: optimizer.learningRates.count)
    try reader.finish()
    (self.best, self.badSteps, self.cooldownLeft) = (best, badSteps, cooldownLeft)
    self.steps = steps
    optimizer.learningRates = rates
  }
}
