import ArgumentParser
import ExampleSupport
import Tapestry
import TapestryTune

/// How weights are found without gradients.
enum Method: String, ExpressibleByArgument, CaseIterable {
  case genetic, strategy
}

/// Teaches a network to balance a pole by nothing but how long it stands.
@main
struct BalancePole: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neuroevolution",
    abstract: "Balances a pole on a cart with a network that is trained without gradients.")

  @Option(help: "genetic: deep neuroevolution; strategy: OpenAI's evolution strategy.")
  var method = Method.genetic

  @Option(parsing: .unconditional, help: "Generations at most.")
  var generations = 40

  @Option(parsing: .unconditional, help: "Networks in a generation.")
  var population = 40

  @Option(parsing: .unconditional, help: "Steps that a pole has to stand; 50 are a second.")
  var steps = 500

  @Option(parsing: .unconditional, help: "Poles that each network is tried on.")
  var episodes = 3

  @OptionGroup var machine: MachineOptions

  static func main() { runOrExplain() }

  func validate() throws {
    try require(generations >= 1, "--generations must be 1 or more, not \(generations)")
    try require(population >= 4, "--population must be 4 or more, not \(population)")
    try require(steps >= 1, "--steps must be 1 or more, not \(steps)")
    try require(episodes >= 1, "--episodes must be 1 or more, not \(episodes)")
  }

  func run() throws {
    machine.apply()
    let network = Sequential {
      Linear(4, 8)
      Tanh()
      Linear(8, 2)
    }
    let advance = trainer(network)
    for generation in 1...generations {
      let mean = advance(machine.seed &+ UInt64(generation))
      let stands = standing(network, seed: machine.seed)
      print(
        "generation \(generation): the population's mean \(Float(mean)), the network's \(Float(stands))"
      )
      if stands == Double(steps) { break }
    }
    print("steps that poles stand \(Float(standing(network, seed: ~machine.seed)))")
  }

  /// What trains the network for one generation and returns the mean over the networks that it looked at. A generation has poles of its own:
  /// what balances just some of them is not kept for long.
  private func trainer(_ network: Sequential) -> (_ seed: UInt64) -> Double {
    switch method {
    case .genetic:
      let evolution = Neuroevolution(
        network.parameters(), populationSize: population, parentCount: max(1, population / 5),
        deviation: 0.3, seed: machine.seed)
      return { seed in evolution.advance { standing(network, seed: seed) }.mean }
    case .strategy:
      let strategy = EvolutionStrategy(
        Adam(network.parameters(), learningRate: 0.1), directions: population / 2, deviation: 0.3,
        seed: machine.seed)
      return { seed in strategy.step { standing(network, seed: seed) } }
    }
  }

  /// For how many steps poles stand, on average.
  private func standing(_ network: Sequential, seed: UInt64) -> Double {
    var random = RandomStream(seed: seed)
    var total = 0
    for _ in 0..<episodes {
      var pole = CartPole(&random)
      for _ in 0..<steps {
        if pole.hasFallen { break }
        let scores = noGrad { network(Tensor(pole.state)) }
        pole.step(pushingRight: scores[1].item() > scores[0].item())
        total += 1
      }
    }
    return Double(total) / Double(episodes)
  }
}
