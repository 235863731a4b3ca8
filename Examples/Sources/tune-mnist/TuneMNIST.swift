import ArgumentParser
import ExampleSupport
import Tapestry
import TapestryTune

/// Looks for the hyper-parameters of a digit classifier in several ways, each allowed as many epochs as the others.
@main
struct TuneMNIST: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune-mnist",
    abstract: "Sets random search, TPE and ASHA against one another under one budget.")

  @Option(parsing: .upToNextOption, help: "The ways to look.")
  var ways: [Way] = [.random, .tpe, .asha]

  @Option(parsing: .unconditional, help: "Epochs that each way may train, all trials together.")
  var budget = 180

  @Option(parsing: .unconditional, help: "Epochs of a trial that is not given up.")
  var epochs = 9

  @OptionGroup var digits: DigitOptions

  @Option(
    help: ArgumentHelp(
      "Keep the trials in this SQLite file: another run goes on with them.", valueName: "file"))
  var database: String?

  @Option(
    help: ArgumentHelp("Write the trials to this CSV file, one for each way.", valueName: "file"))
  var table: String?

  @Option(
    help: ArgumentHelp("Write what was found to this HTML file.", valueName: "file"))
  var report: String?

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    try require(!ways.isEmpty, "--ways needs one at least")
    try require(budget >= 1, "--budget must be 1 or more, not \(budget)")
    try require(epochs >= 1, "--epochs must be 1 or more, not \(epochs)")
    if let table { try checkWritable(table) }
    if let report { try checkWritable(report) }
  }

  func run() throws {
    machine.apply()
    let (train, validation) = try digits.load().train.heldOutSixth
    let storage: any StudyStorage =
      try database.map { try SQLiteStorage($0) } ?? MemoryStorage()
    var studies: [Study] = []
    for way in ways {
      let study = try Study(
        way.name, direction: .maximize, valueName: "accuracy", sampler: way.sampler,
        pruner: way.pruner(epochs: epochs), storage: storage, seed: machine.seed)
      try search(study, train, validation)
      if let best = try study.best {
        print("\(way.name): accuracy \(Float(best.value!)) by trial \(best.number)")
        for parameter in best.parameters { print("  \(parameter.name) \(parameter.value)") }
      }
      if let table { try TrialTable(study).write(to: named(table, way.name)) }
      studies.append(study)
      if study.isInterrupted { break }
    }
    let comparison = Comparison(try studies.map { Outcome($0.name, try $0.trials) })
    for line in comparison.lines { print(line) }
    if let report {
      var page = HTMLReport(title: "Searches under one budget")
      comparison.add(to: &page)
      for study in studies {
        page.addHeading(study.name)
        try page.addStudy(study, level: 3)
      }
      try page.write(to: report)
    }
    print("best accuracy \(Float(comparison.best))")
  }

  /// Runs trials until the budget is used up.
  private func search(_ study: Study, _ train: DigitRange, _ validation: DigitRange) throws {
    var left = budget - (try study.trials.reduce(0) { $0 + $1.reports.count })
    guard left > 0 else { return }
    let progress = ProgressBar(study.name, total: left, unit: "epochs", metrics: [:])
    try study.optimize { trial in
      let model = network(trial)
      let optimizer = Adam(
        model.parameters(), learningRate: trial.float("learning rate", 1e-4...1e-1, log: true))
      let batchSize = trial.int("batch size", 16...256, log: true)
      var accuracy = 0.0
      for epoch in 1...min(epochs, left) {
        self.train(model, optimizer, batchSize, train)
        accuracy = evaluate(model, validation)
        trial.report(accuracy, step: epoch)
        left -= 1
        progress.advance()
        if left == 0 { study.stop() }
        if trial.shouldPrune { throw TrialPruned() }
      }
      return accuracy
    }
    progress.finish()
  }

  private func network(_ trial: Trial) -> Sequential {
    var layers: [any Layer] = [Flatten()]
    var size = 784
    for number in 1...trial.int("hidden layers", 1...2) {
      let width = trial.int("width \(number)", 16...256, log: true)
      layers += [Linear(size, width), ReLU()]
      size = width
    }
    layers += [Dropout(trial.float("dropout", 0...0.5)), Linear(size, 10)]
    return Sequential(layers)
  }

  private func train(
    _ model: Sequential, _ optimizer: Adam, _ batchSize: Int, _ digits: DigitRange
  ) {
    model.train()
    for (images, labels) in self.digits.batches(of: digits, batchSize: batchSize, images: 3000) {
      optimizer.zeroGrad()
      crossEntropy(model(images), labels).backward()
      optimizer.step()
    }
  }

  private func evaluate(_ model: Sequential, _ digits: DigitRange) -> Double {
    let accuracy = Accuracy()
    model.eval()
    noGrad {
      for (images, labels) in DataLoader(digits, batchSize: 500) {
        accuracy.update(model(images), labels)
      }
    }
    return accuracy.value
  }

  /// `trials.csv` for TPE is `trials-TPE.csv`.
  private func named(_ file: String, _ way: String) -> String {
    guard let dot = file.lastIndex(of: ".") else { return "\(file)-\(way)" }
    return "\(file[..<dot])-\(way)\(file[dot...])"
  }
}
