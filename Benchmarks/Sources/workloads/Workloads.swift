import ArgumentParser

/// The program: runs the workloads and prints one JSON object a line.
@main
struct Workloads: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workloads",
    abstract: "Times Tapestry's workloads; prints one JSON object a line.")

  @Option(help: "The folder with MNIST's IDX files, gzipped or not.")
  var mnist: String

  @Option(help: "Beginnings of the names of the workloads to run, separated by commas.")
  var only = ""

  @Option(help: "The epochs that the median of mlp_epoch is taken over.")
  var epochs = 3

  func run() throws {
    let report = Report(prefixes: only.split(separator: ",").map(String.init))
    try startUp(report)
    // Loaded whatever is wanted, as the other programs do, so that peak memory compares like with like.
    let train = try Digits(.train, directory: mnist)
    let test = try Digits(.test, directory: mnist)
    mlpEpoch(report, train, test, epochs: epochs)
    mlpStep(report, train)
    cnnStep(report, train)
    lstmStep(report, train)
    gptStep(report)
    mlpInference(report, train)
    smallOps(report)
    matrixProducts(report)
    elementwise(report)
    convolutions(report)
    try decompositions(report)
    fourierTransforms(report)
    randomNumbers(report)
    peakMemory(report)
  }
}
