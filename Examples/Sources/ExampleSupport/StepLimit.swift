import Tapestry

/// Ends a training after some batches, wherever it is.
public final class StepLimit: Callback {
  private let steps: Int

  public init(_ steps: Int) { self.steps = steps }

  public func batchDidEnd(_ run: TrainingRun) {
    if run.step >= steps { run.stop("\(steps) batches are over") }
  }
}
