import ArgumentParser
import ExampleSupport
import Tapestry
import TapestryTune

/// Trains a population of digit classifiers, which learn weights and hyper-parameters from one another.
@main
struct PBTMNIST: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pbt-mnist",
    abstract: "Trains a population of networks, and prints the schedule that the best has had.")

  @Option(parsing: .unconditional, help: "Networks that train side by side.")
  var population = 8

  @Option(
    parsing: .unconditional,
    help: "Rounds of training, after each of which the worst learn from the best.")
  var rounds = 12

  @Option(parsing: .unconditional, help: "Images in a batch.")
  var batchSize = 64

  @Flag(help: "Train as many networks for as many rounds with fixed hyper-parameters too.")
  var compare = false

  @OptionGroup var digits: DigitOptions

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    try require(population >= 2, "--population must be 2 or more, not \(population)")
    try require(rounds >= 1, "--rounds must be 1 or more, not \(rounds)")
    try require(batchSize >= 1, "--batch-size must be 1 or more, not \(batchSize)")
  }

  private static let rates = 1e-3...1
  private static let momentums = 0...0.99

  func run() throws {
    machine.apply()
    let (train, validation) = try digits.load().train.heldOutSixth
    let training = PopulationBasedTraining(
      [
        "learning rate": .float(PBTMNIST.rates, log: true), "momentum": .float(PBTMNIST.momentums),
      ], size: population, seed: machine.seed)
    let progress = ProgressBar(
      "training", total: population * rounds * (compare ? 2 : 1), unit: "rounds", metrics: [:])
    let fixed = compare ? try bestFixedLoss(train, validation, progress) : nil
    let outcome = try training.train(rounds: rounds) { _ in
      member(train, validation, progress)
    }
    progress.finish()
    print("round  learning rate  momentum")
    for (round, settings) in outcome.schedule.enumerated() {
      print(
        "\(round + 1)  \(Float(settings.number("learning rate")))  \(Float(settings.number("momentum")))"
      )
    }
    print("\(outcome.exploits) times a network took over from another")
    if let fixed { print("best loss with fixed hyper-parameters \(Float(fixed))") }
    print("best loss \(Float(outcome.bestScore))")
  }

  private func member(
    _ train: DigitRange, _ validation: DigitRange, _ progress: ProgressBar
  ) -> PopulationMember {
    let model = Sequential {
      Flatten()
      Linear(784, 64)
      ReLU()
      Linear(64, 10)
    }
    let optimizer = SGD(model.parameters(), learningRate: 0.1, momentum: 0.9)
    return PopulationMember(model, optimizer) { settings in
      optimizer.learningRate = settings.number("learning rate")
      optimizer.momentums = [settings.number("momentum")]
      self.train(model, optimizer, train)
      progress.advance()
      return loss(model, validation)
    }
  }

  /// As many networks and rounds as the population has, each with the hyper-parameters that it began with.
  private func bestFixedLoss(
    _ train: DigitRange, _ validation: DigitRange, _ progress: ProgressBar
  ) throws -> Double {
    let study = try Study(sampler: RandomSearch(), seed: machine.seed)
    try study.optimize(trials: population) { trial in
      let settings = PopulationSettings(values: [
        "learning rate": .float(trial.float("learning rate", PBTMNIST.rates, log: true)),
        "momentum": .float(trial.float("momentum", PBTMNIST.momentums)),
      ])
      let member = member(train, validation, progress)
      return try (0..<rounds).map { _ in try member.train(settings) }.last!
    }
    return try study.best?.value ?? .infinity
  }

  private func train(_ model: Sequential, _ optimizer: SGD, _ digits: DigitRange) {
    for (images, labels) in self.digits.batches(of: digits, batchSize: batchSize, images: 4000) {
      optimizer.zeroGrad()
      crossEntropy(model(images), labels).backward()
      optimizer.step()
    }
  }

  private func loss(_ model: Sequential, _ digits: DigitRange) -> Double {
    let mean = RunningMean()
    noGrad {
      for (images, labels) in DataLoader(digits, batchSize: 500) {
        mean.update(crossEntropy(model(images), labels).item(), count: labels.count)
      }
    }
    return mean.value
  }
}
