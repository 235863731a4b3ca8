import TapestryCore

/// Ends the training when a measure no longer improves.
///
/// ```swift
/// EarlyStopping(monitor: "val_loss", patience: 3, restoresBestWeights: true)
/// ```
///
/// `keras.callbacks.EarlyStopping`. Other than there, the best weights are restored however the training ends, save by Ctrl-C.
public final class EarlyStopping: Callback {
  private let monitor: String
  private let patience: Int
  private let restoresBestWeights: Bool
  private var best: BestValue
  private var wait = 0

  /// The epoch with the best value, counted from 1; 0 before there was one.
  public private(set) var bestEpoch = 0
  /// The model's state dict of that epoch.
  private var bestWeights: [String: Tensor] = [:]

  /// - Parameters:
  ///   - monitor: a name among the epoch's measures.
  ///   - mode: whether lower or higher is better; nil for what the metric of that name says, and lower where there is none.
  ///   - minDelta: a change by no more does not count as better.
  ///   - patience: how many epochs in a row may be no better; the last of them ends the training. Those without a validation do
  ///     not count where its measure is monitored.
  ///   - restoresBestWeights: whether the model has the weights of its best epoch in the end.
  public init(
    monitor: String = "val_loss", mode: MonitorMode? = nil, minDelta: Double = 0,
    patience: Int = 0, restoresBestWeights: Bool = false
  ) {
    self.monitor = monitor
    self.patience = patience
    self.restoresBestWeights = restoresBestWeights
    best = BestValue(mode: mode, minDelta: minDelta)
  }

  public func fitWillBegin(_ run: TrainingRun) {
    best.setMode(run.monitorMode(of: monitor))
    if run.step == 0 { forgetFormerTraining() }
    stopIfDone(run)
  }

  private func forgetFormerTraining() {
    best.reset()
    (wait, bestEpoch, bestWeights) = (0, 0, [:])
  }

  public func epochDidEnd(_ run: TrainingRun) {
    guard let value = run.measure(monitor, for: "EarlyStopping") else { return }
    if best.isImproved(by: value) {
      (wait, bestEpoch) = (0, run.epoch)
      if restoresBestWeights {
        bestWeights = run.trainer.model.stateDict().mapValues { $0.clone() }
      }
    } else {
      wait += 1
      stopIfDone(run)
    }
  }

  private func stopIfDone(_ run: TrainingRun) {
    guard wait > 0, wait >= patience else { return }
    run.stop("\(monitor) has not improved since epoch \(bestEpoch)")
  }

  public func fitDidEnd(_ run: TrainingRun) throws {
    // What a checkpoint goes on from are the weights of now.
    if run.isInterrupted || bestWeights.isEmpty { return }
    try run.trainer.model.load(bestWeights)
  }

  public func stateDict() -> [String: Tensor] {
    var state = ["best": Tensor(best.value), "wait": Tensor(wait), "epoch": Tensor(bestEpoch)]
    for (name, weight) in bestWeights { state["weights.\(name)"] = weight }
    return state
  }

  public func load(_ state: [String: Tensor]) throws {
    let (wait, epoch) = (try state.number("wait"), try state.number("epoch"))
    try best.load(state)
    (self.wait, bestEpoch) = (Int(wait), Int(epoch))
    bestWeights = [:]
    for (name, weight) in state where name.hasPrefix("weights.") {
      bestWeights[String(name.dropFirst("weights.".count))] = weight
    }
  }
}
