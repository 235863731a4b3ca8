/// Ends the training when the loss of a batch is infinite or no number: nothing good can come of it.
///
/// The epoch is broken off, so that no ``Checkpoint`` keeps such weights. `keras.callbacks.TerminateOnNaN`.
public final class TerminateOnNaN: Callback {
  public init() {}

  public func batchDidEnd(_ run: TrainingRun) {
    if run.batchLoss.isFinite { return }
    run.stop("the loss is \(run.batchLoss) in batch \(run.batch) of epoch \(run.epoch + 1)")
  }
}
