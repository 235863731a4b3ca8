import TapestryCore
import TapestryOptim

/// Goes on in a schedule of learning rates after each epoch or each step of the optimizer.
///
/// ```swift
/// let warmedUp = LRScheduler(optimizer, CosineAnnealingLR(totalSteps: 900).warmedUp(over: 100))
/// try trainer.fit(train, epochs: 10, callbacks: [LearningRateSchedule(warmedUp, every: .step)])
/// ```
///
/// `keras.callbacks.LearningRateScheduler` and `ReduceLROnPlateau`, with PyTorch's schedules.
public final class LearningRateSchedule: Callback {
  /// What a schedule counts.
  public enum Interval: Sendable { case epoch, step }

  private enum Kind {
    case planned(LRScheduler, Interval)
    case plateau(ReduceLROnPlateau, monitor: String)
  }

  private let kind: Kind
  private var steps = 0

  /// - Parameter interval: what a step of the schedule is; its `totalSteps` count the same.
  public init(_ scheduler: LRScheduler, every interval: Interval = .epoch) {
    kind = .planned(scheduler, interval)
  }

  /// - Parameter monitor: a name among the epoch's measures, by which rates are lowered. For a metric of which more is better the
  ///   scheduler's mode must be `.max`.
  public init(_ scheduler: ReduceLROnPlateau, monitor: String = "val_loss") {
    kind = .plateau(scheduler, monitor: monitor)
  }

  public func fitWillBegin(_ run: TrainingRun) {
    steps = run.step
    guard case .plateau(let scheduler, let monitor) = kind else { return }
    demand(
      scheduler.mode == .max || run.monitorMode(of: monitor) == .min,
      "LearningRateSchedule: more of \(monitor) is better: ReduceLROnPlateau needs mode: .max",
      file: #fileID, line: #line)
  }

  public func batchDidEnd(_ run: TrainingRun) {
    // Batches whose gradients only gather are no step.
    guard case .planned(let scheduler, .step) = kind, run.step > steps else { return }
    steps = run.step
    scheduler.step()
  }

  public func epochDidEnd(_ run: TrainingRun) {
    switch kind {
    case .planned(let scheduler, .epoch): scheduler.step()
    case .planned(_, .step): break
    case .plateau(let scheduler, let monitor):
      guard let value = run.measure(monitor, for: "LearningRateSchedule") else { return }
      scheduler.step(value)
    }
  }

  public func stateDict() -> [String: Tensor] {
    switch kind {
    case .planned(let scheduler, _): scheduler.stateDict()
    case .plateau(let scheduler, _): scheduler.stateDict()
    }
  }

  public func load(_ state: [String: Tensor]) throws {
    switch kind {
    case .planned(let scheduler, _): try scheduler.load(state)
    case .plateau(let scheduler, _): try scheduler.load(state)
    }
  }
}
