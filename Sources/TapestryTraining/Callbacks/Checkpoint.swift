import TapestryCore
import TapestryIO

/// Keeps a training's last or best state in a file.
///
/// ```swift
/// let history = try trainer.fit(
///   train, epochs: 20, validation: test,
///   callbacks: [Checkpoint("last.safetensors"), Checkpoint("best.safetensors", best: "val_loss")])
/// ```
///
/// A file holds the model, the optimizer, the epoch, the history, the random numbers, and what the callbacks remember, so that
/// `fit(…, resumingFrom: "last.safetensors")` with the same model, loaders and callbacks ends as if there had been no break, to the last bit. The weights
/// alone go into a model by `model.load(from: "best.safetensors", prefix: "model.")`.
///
/// It is replaced as a whole or not at all. `keras.callbacks.ModelCheckpoint` and `BackupAndRestore`.
public final class Checkpoint: Callback {
  /// Where the state goes.
  public let path: String
  private let epochsBetween: Int
  private let monitor: String?
  private var best: BestValue

  /// The last state: after every epoch or after every so many, after the last epoch, also one that a callback made the last, and after
  /// Ctrl-C, within an epoch then.
  ///
  /// - Parameter path: ends in `.safetensors`.
  public init(
    _ path: String, everyEpochs: Int = 1, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      everyEpochs > 0, "Checkpoint: one every \(everyEpochs) epochs", file: file, line: line)
    self.path = path
    epochsBetween = everyEpochs
    monitor = nil
    best = BestValue(mode: nil)
  }

  /// The state after the best epoch so far.
  ///
  /// - Parameters:
  ///   - monitor: a name among the epoch's measures.
  ///   - mode: whether lower or higher is better; nil for what the metric of that name says, and lower where there is none.
  public init(_ path: String, best monitor: String, mode: MonitorMode? = nil) {
    self.path = path
    self.monitor = monitor
    epochsBetween = 1
    best = BestValue(mode: mode)
  }

  /// - Throws: ``FileError`` where nothing can be written, before there is work to lose.
  public func fitWillBegin(_ run: TrainingRun) throws {
    if let monitor { best.setMode(run.monitorMode(of: monitor)) }
    try checkWritable(path)
  }

  public func epochDidEnd(_ run: TrainingRun) {
    if let monitor {
      guard let value = run.measure(monitor, for: "Checkpoint") else { return }
      if best.isImproved(by: value) { run.saveCheckpoint(to: path) }
    } else if run.epoch.isMultiple(of: epochsBetween) || run.epoch == run.epochs {
      run.saveCheckpoint(to: path)
    } else {
      run.saveCheckpointIfStopped(to: path)
    }
  }

  public func fitDidEnd(_ run: TrainingRun) {
    if run.isInterrupted && monitor == nil { run.saveCheckpoint(to: path) }
  }

  public func stateDict() -> [String: Tensor] { ["best": Tensor(best.value)] }

  public func load(_ state: [String: Tensor]) throws { try best.load(state) }
}
