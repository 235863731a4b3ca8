import Glibc
import Synchronization
import TapestryCore

/// The covariance matrix adaptation evolution strategy (Hansen, "The CMA evolution strategy: a tutorial", 2016), for numbers.
///
/// Trials are drawn from a normal distribution over the space, generation by generation; after each the distribution moves to
/// the better ones and takes the shape in which they lie. It begins in the middle of the space. What it does not take, choices and what only
/// some trials ask for, is chosen by `fallback`. It needs one objective.
///
/// A trial's generation is noted with it, and the distribution computed from the trials, so that processes share it without more.
///
/// Its random numbers come from a Sobol sequence, with which a generation of a few trials looks into more directions than by chance (Teytaud and
/// Gelly, "DCMA: yet another derandomization in covariance matrix adaptation", 2007). That is what it does otherwise than
/// `optuna.samplers.CmaEsSampler`.
public final class CMAES: ParameterSampler {
  /// How many trials make a generation; nil for 4 + ⌊3 ln d⌋ with d hyper-parameters.
  public let populationSize: Int?
  /// The standard deviation at the beginning, as a share of each range.
  public let deviation: Double
  /// Chooses what is no number that all trials have.
  public let fallback: any ParameterSampler

  /// The distribution computed last, with what it followed from: only a memory.
  private let last = Mutex<(space: SearchSpace, history: [[Solution]], state: CMAState)?>(nil)

  private struct Solution: Equatable {
    let point: [Double]
    let loss: Double
  }

  /// - Parameters:
  ///   - populationSize: nil for one that grows with the logarithm of the number of hyper-parameters.
  ///   - deviation: at the beginning, as a share of each range.
  ///   - fallback: chooses what is no number that all trials have.
  public init(
    populationSize: Int? = nil, deviation: Double = 1.0 / 6,
    fallback: any ParameterSampler = TPE()
  ) {
    (self.populationSize, self.deviation) = (populationSize, deviation)
    self.fallback = fallback
  }

  public func problem(with directions: [Direction]) -> String? {
    directions.count == 1 ? nil : "takes one objective, not \(directions.count)"
  }

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    fallback.sample(name, distribution, &context)
  }

  private static let note = "CMAES.generation"

  public func sampleTogether(_ context: inout SamplingContext) -> [String: Double] {
    let complete = context.complete
    let space = SearchSpace(sharedBy: complete).filter { !$0.isCategorical }
    guard !space.isEmpty else { return [:] }
    // Where the shared space has changed, generations are counted anew.
    let key = space.names.joined(separator: " ")
    var state = state(after: history(complete, key, space, context), space)
    context.attributes[CMAES.note] = "\(state.generation) \(key)"
    let normals = CMAES.normals(space.count, &context)
    return space.named(space.codes(units: state.sample(normals, &context.random)))
  }

  /// The trial's point of a Sobol sequence, as normal numbers; random beyond the sequence's dimensions.
  private static func normals(_ count: Int, _ context: inout SamplingContext) -> [Double] {
    let even = (0..<min(count, SobolSequence.dimensions)).map { dimension in
      SobolSequence.coordinate(
        dimension, of: context.trial,
        shift: SobolSequence.shift(of: dimension, seed: context.seed))
    }
    // From the middle of the sequence's cells: 0 has no quantile.
    let quantiles = (Tensor(even) + 0x1p-31).ndtri().array(as: Double.self)
    return quantiles + (even.count..<count).map { _ in context.random.normal() }
  }

  private func size(_ space: SearchSpace) -> Int {
    max(populationSize ?? 4 + Int(3 * log(Double(space.count))), 2)
  }

  /// The full generations, each of the trials that were finished first.
  private func history(
    _ complete: [TrialRecord], _ key: String, _ space: SearchSpace, _ context: SamplingContext
  ) -> [[Solution]] {
    let trials = Dictionary(
      grouping: complete.filter { $0.attributes[CMAES.note] != nil },
      by: { $0.attributes[CMAES.note]! })
    var history: [[Solution]] = []
    while let generation = trials["\(history.count) \(key)"], generation.count >= size(space) {
      let first = generation.sorted { ($0.finished!, $0.number) < ($1.finished!, $1.number) }
        .prefix(size(space))
      history.append(
        first.map { Solution(point: space.units(of: $0)!, loss: context.loss($0)) })
    }
    return history
  }

  private func state(after history: [[Solution]], _ space: SearchSpace) -> CMAState {
    last.withLock { last in
      var state = CMAState(
        dimensions: space.count, populationSize: size(space), deviation: deviation)
      var known = 0
      if let last, last.space == space, history.starts(with: last.history) {
        (state, known) = (last.state, last.history.count)
      }
      for generation in history[known...] {
        state.update(generation.sorted { $0.loss < $1.loss }.map(\.point))
      }
      last = (space, history, state)
      return state
    }
  }
}
