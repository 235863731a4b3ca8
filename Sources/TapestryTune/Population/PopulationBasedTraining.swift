import TapestryCore
import TapestryNN
import TapestryOptim
import TapestryTraining

/// A network under training in a population, with what trains it.
public final class PopulationMember {
  /// The network.
  public let model: Module
  /// Trains the network.
  public let optimizer: Optimizer
  /// Trains for one round.
  public let train: (PopulationSettings) throws -> Double

  /// - Parameter train: trains for one round under the hyper-parameters that it is given, puts them into the optimizer first, and returns how
  ///   well the network does then.
  public init(
    _ model: Module, _ optimizer: Optimizer,
    train: @escaping (_ settings: PopulationSettings) throws -> Double
  ) {
    (self.model, self.optimizer, self.train) = (model, optimizer, train)
  }
}

/// The hyper-parameters of a member in one round.
public struct PopulationSettings: Hashable, Sendable {
  /// The values by the names of the hyper-parameters.
  public let values: [String: ParameterValue]

  /// - Parameter values: by the names of the hyper-parameters.
  public init(values: [String: ParameterValue]) { self.values = values }

  /// A hyper-parameter's value; nil for a name that there is not.
  public subscript(name: String) -> ParameterValue? { values[name] }

  /// A number.
  public func number(
    _ name: String, file: StaticString = #fileID, line: UInt = #line
  ) -> Double {
    guard let number = values[name]?.number else {
      mistake(
        "PopulationSettings: '\(name)' is no number among \(values.keys.sorted())", file: file,
        line: line)
    }
    return number
  }
}

/// Population based training (Jaderberg et al., "Population based training of neural networks", 2017): networks train side by side, and now
/// and then the worst take over the weights, the optimizer's memory and the hyper-parameters of the best, these a little changed. It costs as much
/// as training as many networks, and finds a schedule rather than a setting.
///
/// ```swift
/// let population = PopulationBasedTraining(["lr": .float(1e-4...1, log: true)], size: 8, seed: 1)
/// let outcome = try population.train(rounds: 20) { _ in
///   let model = makeModel()
///   let optimizer = SGD(model.parameters(), learningRate: 0.1)
///   return PopulationMember(model, optimizer) { settings in
///     optimizer.learningRate = settings.number("lr")
///     trainOneEpoch(model, optimizer)
///     return validationLoss(model)
///   }
/// }
/// outcome.best.model                       // trained
/// outcome.schedule.map { $0.number("lr") } // round by round
/// ```
public struct PopulationBasedTraining {
  /// The hyper-parameters that members differ in.
  public let space: SearchSpace
  /// How many members are trained.
  public let size: Int
  /// Whether a lower or a higher score is better.
  public let direction: Direction
  /// All that is left to chance follows from it.
  public let seed: UInt64
  /// The share of members that is replaced after a round, and the share that they learn from.
  public var exploitedShare = 0.25
  /// How likely a hyper-parameter that was taken over is drawn anew instead of changed a little.
  public var resampleProbability = 0.25
  /// How far a number that was taken over moves: by a factor, or its inverse, on a logarithmic scale; by this factor less 1 of its range else.
  public var perturbation = 1.25

  /// - Parameter seed: without one, from the system's entropy.
  public init(
    _ distributions: [String: Distribution], size: Int, direction: Direction = .minimize,
    seed: UInt64? = nil, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      size >= 2, "PopulationBasedTraining: a population of \(size); 2 are needed", file: file,
      line: line)
    for (name, distribution) in distributions {
      if let problem = distribution.problem {
        mistake("PopulationBasedTraining: '\(name)': \(problem)", file: file, line: line)
      }
    }
    space = SearchSpace(distributions)
    (self.size, self.direction) = (size, direction)
    self.seed = seed ?? .random(in: .min ... .max)
  }

  /// What came of it.
  public struct Outcome {
    /// The member that does best in the end.
    public let best: PopulationMember
    /// The score of the best member at the end.
    public let bestScore: Double
    /// Round by round the hyper-parameters that the weights of the best were trained with, whoever had them then.
    public let schedule: [PopulationSettings]
    /// The score of each member after each round: `[round][member]`; NaN for one that threw an error.
    public let scores: [[Double]]
    /// How often members took over from others.
    public let exploits: Int
  }

  /// One place in the population.
  private struct Place {
    let member: PopulationMember
    var codes: [Double]
    var schedule: [PopulationSettings] = []
    var score = Double.nan
  }

  /// Trains the population.
  ///
  /// A member that throws an error in training, or whose score is NaN, counts as the worst. Ctrl-C ends the training with the round that is
  /// under way, which a `Trainer` cuts short; a second one ends the program.
  ///
  /// - Parameter make: makes a member, whose number it is told; all have networks of the same shapes and optimizers of the same kind.
  /// - Throws: what `make` throws; the error of the last where all members of a round throw one.
  public func train(
    rounds: Int, file: StaticString = #fileID, line: UInt = #line,
    _ make: (_ member: Int) throws -> PopulationMember
  ) throws -> Outcome {
    demand(
      rounds >= 1, "PopulationBasedTraining: \(rounds) rounds; 1 is needed", file: file, line: line)
    var random = RandomStream(seed: seed)
    var places = try (0..<size).map { index in
      Place(
        member: try withSeed(random.next()) { try make(index) },
        codes: space.codes(units: space.names.map { _ in random.uniform() }))
    }
    var scores: [[Double]] = []
    var exploits = 0
    try Interrupts.caught {
      for round in 1...rounds {
        try trainRound(&places, &random)
        scores.append(places.map(\.score))
        if round == rounds || Interrupts.isPending { break }
        exploits += try exploit(&places, &random)
      }
    }
    let best = places[ranked(places)[0]]
    return Outcome(
      best: best.member, bestScore: best.score, schedule: best.schedule, scores: scores,
      exploits: exploits)
  }

  private func trainRound(_ places: inout [Place], _ random: inout RandomStream) throws {
    var failures: [any Error] = []
    for index in places.indices {
      let settings = settings(places[index].codes)
      places[index].schedule.append(settings)
      do {
        places[index].score = try withSeed(random.next()) {
          try places[index].member.train(settings)
        }
      } catch {
        places[index].score = .nan
        failures.append(error)
      }
    }
    if failures.count == places.count { throw failures.last! }
  }

  private func settings(_ codes: [Double]) -> PopulationSettings {
    let values = zip(space.distributions, codes).map { $0.value($1) }
    return PopulationSettings(values: Dictionary(uniqueKeysWithValues: zip(space.names, values)))
  }

  /// The best first.
  private func ranked(_ places: [Place]) -> [Int] {
    let losses = places.map { $0.score.isNaN ? .infinity : direction.sign * $0.score }
    return places.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }
  }

  /// - Returns: how many members took over from others.
  private func exploit(
    _ places: inout [Place], _ random: inout RandomStream
  ) throws -> Int {
    let order = ranked(places)
    let count = min(max(1, Int(Double(size) * exploitedShare)), size / 2)
    for index in order.suffix(count) {
      let donor = places[order[random.index(below: count)]]
      try places[index].member.model.load(donor.member.model.stateDict(), strict: true)
      try places[index].member.optimizer.load(donor.member.optimizer.stateDict())
      places[index].codes = zip(space.distributions, donor.codes).map {
        explored($1, $0, &random)
      }
      places[index].schedule = donor.schedule
    }
    return count
  }

  private func explored(
    _ code: Double, _ distribution: Distribution, _ random: inout RandomStream
  ) -> Double {
    if random.uniform() < resampleProbability {
      return distribution.code(unit: random.uniform())
    }
    if distribution.isCategorical { return code }
    let isUp = random.uniform() < 0.5
    let moved = moved(code, distribution, isUp)
    guard moved == code, let spacing = distribution.spacing else { return moved }
    // Between small whole numbers lies more than the factor.
    return distribution.nearest(isUp ? code + spacing : code - spacing)
  }

  private func moved(_ code: Double, _ distribution: Distribution, _ isUp: Bool) -> Double {
    if distribution.isLog {
      return distribution.nearest(isUp ? code * perturbation : code / perturbation)
    }
    let move = (perturbation - 1) * (isUp ? 1 : -1)
    return distribution.code(unit: min(max(distribution.unit(code) + move, 0), 1))
  }
}
