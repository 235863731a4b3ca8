/// Hyper-parameters that are chosen together, in the order of their names.
public struct SearchSpace: Hashable, Sendable {
  /// The hyper-parameters in the order of their names.
  public let names: [String]
  /// Their distributions, in the same order.
  public let distributions: [Distribution]

  /// The hyper-parameters of a dictionary.
  public init(_ distributions: [String: Distribution]) {
    names = distributions.keys.sorted()
    self.distributions = names.map { distributions[$0]! }
  }

  /// What all of the trials asked for, from the same distributions: hyper-parameters of branches that only some trials
  /// take are left out, as are those with a single value.
  public init(sharedBy trials: [TrialRecord]) {
    guard let first = trials.first else {
      self.init([:])
      return
    }
    var shared = Dictionary(
      uniqueKeysWithValues: first.parameters.lazy.filter { $0.distribution.count != 1 }
        .map { ($0.name, $0.distribution) })
    for trial in trials.dropFirst() {
      // Most trials ask for the same in the same order.
      if trial.parameters.count == first.parameters.count,
        zip(trial.parameters, first.parameters).allSatisfy({
          $0.name == $1.name && $0.distribution == $1.distribution
        })
      {
        continue
      }
      shared = shared.filter { trial[parameter: $0.key]?.distribution == $0.value }
    }
    self.init(shared)
  }

  /// Whether there is no hyper-parameter.
  public var isEmpty: Bool { names.isEmpty }
  /// How many hyper-parameters there are.
  public var count: Int { names.count }

  /// The hyper-parameters that a condition on their distributions picks.
  func filter(_ isIncluded: (Distribution) -> Bool) -> SearchSpace {
    SearchSpace(
      Dictionary(
        uniqueKeysWithValues: zip(names, distributions).filter { isIncluded($0.1) }))
  }

  /// A trial's codes; nil where it lacks one.
  func codes(of trial: TrialRecord) -> [Double]? {
    var codes: [Double] = []
    for (name, distribution) in zip(names, distributions) {
      guard let parameter = trial[parameter: name], parameter.distribution == distribution
      else { return nil }
      codes.append(parameter.code)
    }
    return codes
  }

  /// A trial as a point of the unit cube; nil where it lacks a hyper-parameter.
  func units(of trial: TrialRecord) -> [Double]? {
    codes(of: trial).map { zip(distributions, $0).map { $0.unit($1) } }
  }

  /// Codes by their names.
  func named(_ codes: [Double]) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: zip(names, codes))
  }

  /// The codes at a point of the unit cube.
  func codes(units: [Double]) -> [Double] { zip(distributions, units).map { $0.code(unit: $1) } }
}
