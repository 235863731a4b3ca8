import TapestryCore

/// Something that takes part in a training of a ``Trainer``: it is told what happens, and may measure, write, or end it.
///
/// ```swift
/// final class Bell: Callback {
///   func epochDidEnd(_ run: TrainingRun) { if run.measures["val_accuracy"] ?? 0 > 0.99 { print("\u{7}") } }
/// }
/// ```
///
/// Every method has a default that does nothing. An error ends the training. `keras.callbacks.Callback`, Lightning's `Callback`.
public protocol Callback: AnyObject {
  /// Before the first epoch, after a checkpoint was loaded.
  func fitWillBegin(_ run: TrainingRun) throws

  /// Before each epoch, and before the rest of one that a checkpoint was written in: there `run.batch` is not 0.
  func epochWillBegin(_ run: TrainingRun) throws

  /// After each batch, and the optimizer's step if there was one.
  func batchDidEnd(_ run: TrainingRun) throws

  /// After each epoch that came to its end, with all its measures. The model is in evaluation mode.
  func epochDidEnd(_ run: TrainingRun) throws

  /// After the last epoch, or the one that was broken off.
  func fitDidEnd(_ run: TrainingRun) throws

  /// What the callback has to remember when a training goes on from a checkpoint.
  func stateDict() -> [String: Tensor]

  /// Takes over what ``stateDict()`` gave.
  func load(_ state: [String: Tensor]) throws
}

extension Callback {
  public func fitWillBegin(_ run: TrainingRun) throws {}
  public func epochWillBegin(_ run: TrainingRun) throws {}
  public func batchDidEnd(_ run: TrainingRun) throws {}
  public func epochDidEnd(_ run: TrainingRun) throws {}
  public func fitDidEnd(_ run: TrainingRun) throws {}
  public func stateDict() -> [String: Tensor] { [:] }
  public func load(_ state: [String: Tensor]) throws {}
}
