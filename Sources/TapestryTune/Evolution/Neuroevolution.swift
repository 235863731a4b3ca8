import TapestryCore

/// Deep neuroevolution (Such et al., "Deep neuroevolution: genetic algorithms are a competitive alternative for training deep neural networks",
/// 2017): a genetic algorithm over a network's weights.
///
/// A genome is a list of seeds: the weights that the network began with, moved along the direction of each. A million weights are so told by some
/// numbers. Each generation is the best network as it is, and mutations of some of the best.
///
/// ```swift
/// let evolution = Neuroevolution(model.parameters(), seed: 1)
/// for _ in 0..<30 { print(evolution.advance { episode(model) }.best) }
/// evolution.express(evolution.best!.genome)      // the model has the best weights now
/// ```
public final class Neuroevolution {
  /// Seeds of mutations, the first first.
  public struct Genome: Hashable, Sendable {
    /// The seeds.
    public internal(set) var mutations: [UInt64]

    /// - Parameter mutations: none for the weights that the network began with.
    public init(mutations: [UInt64]) { self.mutations = mutations }
  }

  /// A genome that was looked at.
  public struct Individual: Hashable, Sendable {
    /// Its seeds.
    public let genome: Genome
    /// What the evaluation gave for it; more is better.
    public let fitness: Double
  }

  /// How many genomes a generation has.
  public let populationSize: Int
  /// So many of the best have offspring.
  public let parentCount: Int
  /// How far a mutation moves the weights.
  public let deviation: Double
  /// The last generation's parents, the best first; the first of them is in the next generation.
  public private(set) var parents: [Individual] = []
  private var random: RandomStream
  private let vector: ParameterVector
  private let start: [Tensor]

  /// - Parameter seed: without one, from the system's entropy.
  public init(
    _ parameters: [Parameter], populationSize: Int = 100, parentCount: Int = 20,
    deviation: Double = 0.1, seed: UInt64? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      (1..<populationSize).contains(parentCount),
      "Neuroevolution: \(parentCount) parents of \(populationSize): 1 at least, and not all",
      file: file, line: line)
    (self.populationSize, self.parentCount) = (populationSize, parentCount)
    self.deviation = deviation
    random = RandomStream(seed: seed ?? .random(in: .min ... .max))
    vector = ParameterVector(parameters: parameters)
    start = vector.values
  }

  /// The best of the last generation; nil before the first.
  public var best: Individual? { parents.first }

  /// What a generation came to.
  public struct Generation: Sendable {
    /// The highest fitness.
    public let best: Double
    /// The mean fitness of all genomes.
    public let mean: Double
  }

  /// Makes and looks at one generation. The weights are those of the best afterwards.
  ///
  /// - Parameter fitness: how well the network does as it is now; the larger the better, NaN is the worst.
  @discardableResult
  public func advance(_ fitness: () throws -> Double) rethrows -> Generation {
    let genomes =
      parents.prefix(1).map(\.genome) + (parents.isEmpty ? [Genome(mutations: [])] : [])
      + (1..<populationSize).map { _ in child() }
    var population: [Individual] = []
    for genome in genomes {
      express(genome)
      let fitness = try noGrad(fitness)
      population.append(
        Individual(genome: genome, fitness: fitness.isNaN ? -.infinity : fitness))
    }
    let mean = population.reduce(0) { $0 + $1.fitness } / Double(population.count)
    // The earlier of equals is first: the best stays unless another is better.
    let order = population.indices.sorted {
      (-population[$0].fitness, $0) < (-population[$1].fitness, $1)
    }
    parents = order.prefix(parentCount).map { population[$0] }
    express(parents[0].genome)
    return Generation(best: parents[0].fitness, mean: mean)
  }

  private func child() -> Genome {
    var genome =
      parents.isEmpty
      ? Genome(mutations: []) : parents[random.index(below: parents.count)].genome
    genome.mutations.append(random.next())
    return genome
  }

  /// Gives the network the weights of a genome.
  public func express(_ genome: Genome) {
    vector.set(start)
    for seed in genome.mutations { vector.move(along: seed, by: deviation) }
  }
}
