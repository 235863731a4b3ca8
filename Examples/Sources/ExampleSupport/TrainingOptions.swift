import ArgumentParser
import Tapestry

/// The options of programs that train; each has defaults of its own where these have none.
public struct TrainingOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The optimizer's step size.")
  public var learningRate = 1e-3

  @Option(parsing: .unconditional, help: "Examples in a batch.")
  public var batchSize = 128

  @Option(
    parsing: .unconditional, help: "End the training after this many batches, wherever it is.")
  public var steps: Int?

  @OptionGroup public var plot: PlotOptions

  @OptionGroup public var machine: MachineOptions

  public init() {}

  /// How a trainer draws the loss, and when it ends early.
  public func callbacks(_ curve: LossCurve) -> [any Callback] {
    [curve, TerminateOnNaN()] + (steps.map { [StepLimit($0)] } ?? [])
  }

  public func validate() throws {
    try requireLearningRate(learningRate)
    try require(batchSize >= 1, "--batch-size must be 1 or more, not \(batchSize)")
    try require(steps.map { $0 >= 1 } ?? true, "--steps must be 1 or more, not \(steps ?? 0)")
  }
}
