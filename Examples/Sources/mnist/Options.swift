import ArgumentParser
import ExampleSupport
import Tapestry

/// What the command line sets.
struct Options: ParsableArguments {
  @Option(parsing: .unconditional, help: "Passes over the training set; 0 only evaluates.")
  var epochs = 5

  @Option(parsing: .unconditional, help: "Images in a batch.")
  var batchSize = 128

  @Option(parsing: .unconditional, help: "The optimizer's step size.")
  var learningRate = 1e-3

  @Option(help: "How the weights are changed; sgd has a momentum of 0.9.")
  var optimizer = OptimizerKind.adam

  @OptionGroup var machine: MachineOptions

  @OptionGroup var digits: DigitOptions

  @Option(help: ArgumentHelp("Start from the weights in this safetensors file.", valueName: "file"))
  var load: String?

  @Option(
    help: ArgumentHelp(
      "Where to save the weights. (default: mnist.safetensors, if there was training)",
      valueName: "file"))
  var save: String?

  @OptionGroup var plot: PlotOptions

  /// Where the weights go; nil where there are no new ones.
  var weightsFile: String? { save ?? (epochs > 0 ? "mnist.safetensors" : nil) }

  /// Called by the parser. What is wrong is reported here, before there is work to lose.
  func validate() throws {
    try require(epochs >= 0, "--epochs must be 0 or more, not \(epochs)")
    try require(batchSize >= 1, "--batch-size must be 1 or more, not \(batchSize)")
    try requireLearningRate(learningRate)
    if let weightsFile { try checkWritable(weightsFile) }
  }
}
