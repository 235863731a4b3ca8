import TapestryCore

/// Puts the learning rate with which an epoch began among its measures, as `learning_rate`; of several groups of parameters
/// `learning_rate_0`, `learning_rate_1`, …
///
/// It stands before callbacks that write measures down. Lightning's `LearningRateMonitor`.
public final class LearningRateMonitor: Callback {
  private var rates: [Double] = []

  public init() {}

  public func epochWillBegin(_ run: TrainingRun) {
    if run.batch == 0 { rates = run.trainer.optimizer.learningRates }
  }

  public func epochDidEnd(_ run: TrainingRun) {
    for (group, rate) in rates.enumerated() {
      run.record(rates.count == 1 ? "learning_rate" : "learning_rate_\(group)", rate)
    }
  }

  public func stateDict() -> [String: Tensor] { ["rates": Tensor(rates)] }

  public func load(_ state: [String: Tensor]) throws { rates = try state.numbers("rates") }
}
