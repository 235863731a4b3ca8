import Glibc
import TapestryCore

/// A genetic algorithm: each trial is the child of two of the best so far.
///
/// Parents are the winners of tournaments among the best trials ever, which elitism never forgets. Numbers of a child lie between and
/// around those of its parents (blend crossover, Eshelman and Schaffer, 1993), choices are one parent's; a few are then mutated. With
/// several objectives the best are those of the first fronts with the most room around them, as in NSGA-II (Deb et al., 2002).
///
/// A child enters the population as soon as its trial ends, not a generation at a time as in `optuna.samplers.NSGAIISampler`.
public struct GeneticAlgorithm: ParameterSampler {
  /// How many of the best trials can be parents; the first so many trials are random.
  public var populationSize: Int
  /// How likely a child has two parents rather than one.
  public var crossoverProbability: Double
  /// How likely each hyper-parameter of a child is mutated; nil for one of them on average.
  public var mutationProbability: Double?

  /// - Parameters:
  ///   - populationSize: how many of the best trials can be parents, at least 2.
  ///   - crossoverProbability: how likely a child has two parents rather than one.
  ///   - mutationProbability: for each hyper-parameter of a child; nil for one of them on average.
  public init(
    populationSize: Int = 20, crossoverProbability: Double = 0.9,
    mutationProbability: Double? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      populationSize >= 2, "GeneticAlgorithm: a population of \(populationSize); 2 are needed",
      file: file, line: line)
    self.populationSize = populationSize
    self.crossoverProbability = crossoverProbability
    self.mutationProbability = mutationProbability
  }

  public func sampleTogether(_ context: inout SamplingContext) -> [String: Double] {
    let complete = context.complete
    guard complete.count >= populationSize else { return [:] }
    let space = SearchSpace(sharedBy: complete)
    guard !space.isEmpty else { return [:] }
    let losses = complete.map(context.losses)
    let parents = sortedByFronts(losses).prefix(populationSize)
      .compactMap { space.units(of: complete[$0]) }
    return space.named(child(of: parents, space, &context.random))
  }

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    RandomSearch().sample(name, distribution, &context)
  }

  /// - Parameter parents: the best first.
  private func child(
    of parents: [[Double]], _ space: SearchSpace, _ random: inout RandomStream
  ) -> [Double] {
    let first = parents[tournament(parents.count, &random)]
    let second = parents[tournament(parents.count, &random)]
    let isCrossed = random.uniform() < crossoverProbability
    let mutation = mutationProbability ?? 1 / Double(space.count)
    return space.distributions.indices.map { index in
      let distribution = space.distributions[index]
      var unit = first[index]
      if isCrossed {
        if distribution.isCategorical {
          if random.uniform() < 0.5 { unit = second[index] }
        } else {
          unit += (second[index] - unit) * (random.uniform() * 2 - 0.5)
        }
      }
      if random.uniform() < mutation {
        unit =
          distribution.isCategorical ? random.uniform() : unit + 0.1 * random.normal()
      }
      return distribution.code(unit: reflected(unit))
    }
  }

  /// The better of two.
  private func tournament(_ count: Int, _ random: inout RandomStream) -> Int {
    min(random.index(below: count), random.index(below: count))
  }

  /// Folded back at the ends of 0...1.
  private func reflected(_ unit: Double) -> Double {
    let period = abs(unit.truncatingRemainder(dividingBy: 2))
    return period > 1 ? 2 - period : period
  }
}
