import TapestryCore
import TapestryOptim

/// OpenAI's evolution strategy (Salimans et al., "Evolution strategies as a scalable alternative to reinforcement learning", 2017): trains a
/// network by how well it does, without its gradients.
///
/// Each step looks at the network moved along random directions, each forwards and backwards, ranks what it finds, and hands the optimizer the
/// direction in which things get better. Directions are told by their seeds, so that memory holds one at a time.
///
/// ```swift
/// let strategy = EvolutionStrategy(Adam(model.parameters(), learningRate: 0.05), seed: 1)
/// for _ in 0..<100 { print(strategy.step { episode(model) }) }
/// ```
public final class EvolutionStrategy {
  /// Steps along the estimated gradient.
  public let optimizer: Optimizer
  /// How many directions a step looks at; the fitness is asked for twice as often.
  public let directions: Int
  /// How far the network is moved along them.
  public let deviation: Double
  private var random: RandomStream
  private let vector: ParameterVector

  /// - Parameters:
  ///   - optimizer: steps over the network's parameters.
  ///   - seed: without one, from the system's entropy.
  public init(
    _ optimizer: Optimizer, directions: Int = 32, deviation: Double = 0.1, seed: UInt64? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      directions >= 1 && deviation > 0,
      "EvolutionStrategy: \(directions) directions of \(deviation): both are above 0", file: file,
      line: line)
    self.optimizer = optimizer
    (self.directions, self.deviation) = (directions, deviation)
    random = RandomStream(seed: seed ?? .random(in: .min ... .max))
    vector = ParameterVector(parameters: optimizer.parameters)
  }

  /// Changes the network once.
  ///
  /// - Parameter fitness: how well the network does as it is now; the larger the better, NaN is the worst.
  /// - Returns: the mean fitness of the networks that were looked at.
  @discardableResult
  public func step(_ fitness: () throws -> Double) rethrows -> Double {
    let start = vector.values
    let seeds = (0..<directions).map { _ in random.next() }
    var outcomes: [Double] = []
    do {
      for seed in seeds {
        for sign in [1.0, -1.0] {
          vector.move(along: seed, by: sign * deviation)
          outcomes.append(try noGrad(fitness))
          vector.set(start)
        }
      }
    } catch {
      vector.set(start)
      throw error
    }
    setGradients(seeds, centredRanks(outcomes))
    optimizer.step()
    optimizer.zeroGrad()
    return outcomes.reduce(0, +) / Double(outcomes.count)
  }

  /// Gradients of the negative fitness: optimizers go downhill.
  private func setGradients(_ seeds: [UInt64], _ ranks: [Double]) {
    noGrad {
      var sums = vector.parameters.map { Tensor.zeros($0.shape, dtype: $0.dtype) }
      for (index, seed) in seeds.enumerated() {
        let weight = ranks[2 * index] - ranks[2 * index + 1]
        sums = zip(sums, vector.direction(seed)).map { $0 + $1 * weight }
      }
      let scale = -1 / (Double(2 * seeds.count) * deviation)
      for (parameter, sum) in zip(vector.parameters, sums) { parameter.grad = sum * scale }
    }
  }

  /// From −½ for the worst to ½ for the best, so that a single extreme outcome does not rule.
  private func centredRanks(_ outcomes: [Double]) -> [Double] {
    let order = outcomes.indices.sorted {
      (outcomes[$0].isNaN ? -.infinity : outcomes[$0])
        < (outcomes[$1].isNaN ? -.infinity : outcomes[$1])
    }
    var ranks = Array(repeating: 0.0, count: outcomes.count)
    for (rank, index) in order.enumerated() {
      ranks[index] = Double(rank) / Double(outcomes.count - 1) - 0.5
    }
    return ranks
  }
}
