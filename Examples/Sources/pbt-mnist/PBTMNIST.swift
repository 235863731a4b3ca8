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

  @OptionGroup var digits: DigitOptions

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    try require(population >= 2, "--population must be 2 or more, not \(population)")
    try require(rounds >= 1, "--rounds must be 1 or more, not \(rounds)")
    try require(batchSize >= 1, "--batch-size must be 1 or more, not \(batchSize)")
  }

  func run() throws {
    machine.apply()
    let (train, test) = try digits.load()
    let training = PopulationBasedTraining(
      ["learning rate": .float(1e-3...1, log: true), "momentum": .float(0...0.99)],
      size: population, seed: machine.seed)
    let progress = ProgressBar(
      "training", total: population * rounds, unit: "rounds", metrics: [:])
    let outcome = try training.train(rounds: rounds) { _ in
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
        return loss(model, test)
      }
    }
    progress.finish()
    print("round  learning rate  momentum")
    for (round, settings) in outcome.schedule.enumerated() {
      print(
        "\(round + 1)  \(Float(settings.number("learning rate")))  \(Float(settings.number("momentum")))"
      )
    }
    print("\(outcome.exploits) times a network took over from another")
    print("best loss \(Float(outcome.bestScore))")
  }

  private func train(_ model: Sequential, _ optimizer: SGD, _ digits: LabeledImages) {
    for (images, labels) in self.digits.batches(of: digits, batchSize: batchSize, images: 4000) {
      optimizer.zeroGrad()
      crossEntropy(model(images), labels).backward()
      optimizer.step()
    }
  }

  private func loss(_ model: Sequential, _ digits: LabeledImages) -> Double {
    let mean = RunningMean()
    noGrad {
      for (images, labels) in DataLoader(digits, batchSize: 500) {
        mean.update(crossEntropy(model(images), labels).item(), count: labels.count)
      }
    }
    return mean.value
  }
}
