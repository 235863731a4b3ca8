import TapestryCore
import TapestryNN
import TapestryOptim
import TapestryTune
import Testing

/// Networks trained without gradients.
@Suite struct EvolutionTests {
  private let inputs = Tensor([[0, 0], [0, 1], [1, 0], [1, 1]] as [[Float]])
  private let targets = Tensor([[0], [1], [1], [0]] as [[Float]])

  private func network() -> Sequential {
    withSeed(1) {
      Sequential {
        Linear(2, 8)
        Tanh()
        Linear(8, 1)
      }
    }
  }

  private func fitness(_ network: Sequential) -> Double {
    let errors = network(inputs) - targets
    return -(errors * errors).mean().item()
  }

  @Test func anEvolutionStrategyLearnsExclusiveOr() {
    let network = network()
    let before = fitness(network)
    let strategy = EvolutionStrategy(
      Adam(network.parameters(), learningRate: 0.1), directions: 12, seed: 3)
    for _ in 0..<60 { strategy.step { fitness(network) } }
    #expect(before < -0.2 && fitness(network) > -0.05)
  }

  @Test func itsDirectionIsTheGradients() {
    // Of a linear function the ranks tell the direction, if not the length.
    let weight = Parameter(Tensor.zeros([3], dtype: .float64))
    let slope = Tensor([1.0, -2, 0.5])
    let strategy = EvolutionStrategy(
      SGD([weight], learningRate: 1), directions: 400, deviation: 0.01, seed: 1)
    strategy.step { (weight * slope).sum().item() }
    let cosine =
      (weight * slope).sum().item()
      / ((weight * weight).sum().item() * (slope * slope).sum().item()).squareRoot()
    #expect(cosine > 0.98)
  }

  @Test func neuroevolutionLearnsExclusiveOr() {
    let network = network()
    let evolution = Neuroevolution(
      network.parameters(), populationSize: 40, parentCount: 8, deviation: 0.2, seed: 2)
    var best = -Double.infinity
    for _ in 0..<30 {
      let generation = evolution.advance { fitness(network) }
      #expect(generation.best >= best && generation.mean <= generation.best)
      best = generation.best
    }
    #expect(best > -0.1)
    #expect(fitness(network) == best)
  }

  @Test func aGenomeIsAllOfANetwork() throws {
    let network = network()
    let evolution = Neuroevolution(
      network.parameters(), populationSize: 6, parentCount: 2, deviation: 0.5, seed: 2)
    for _ in 0..<4 { evolution.advance { fitness(network) } }
    let best = try #require(evolution.best)
    let weights = network.parameters().map { $0.array(as: Float.self) }
    evolution.express(Neuroevolution.Genome(mutations: [1, 2, 3]))
    #expect(network.parameters().map { $0.array(as: Float.self) } != weights)
    evolution.express(best.genome)
    #expect(network.parameters().map { $0.array(as: Float.self) } == weights)
  }

  @Test func aFitnessThatThrowsLeavesTheNetworkAlone() {
    struct Broken: Error {}
    let network = network()
    let weights = network.parameters().map { $0.array(as: Float.self) }
    let strategy = EvolutionStrategy(Adam(network.parameters(), learningRate: 0.1), seed: 3)
    #expect(throws: Broken.self) { try strategy.step { throw Broken() } }
    #expect(network.parameters().map { $0.array(as: Float.self) } == weights)
  }
}
