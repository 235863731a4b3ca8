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
    let train = Digits(.train, directory: mnist)
    let test = Digits(.test, directory: mnist)
    try mlpEpoch(report, train, test, epochs: epochs)
    try mlpStep(report, train)
    try cnnStep(report, train)
    try lstmStep(report, train)
    gptStep(report)
    try mlpInference(report, train)
    smallOps(report)
    matrixProducts(report)
    elementwise(report)
    convolutions(report)
    try decompositions(report)
    fourierTransforms(report)
    randomNumbers(report)
    floors(report)
    growth(report)
    peakMemory(report)
  }
}
