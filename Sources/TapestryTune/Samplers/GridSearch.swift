import TapestryCore

/// Goes through all combinations of given values, the last name's fastest.
///
/// ```swift
/// let grid = GridSearch(["lr": [1e-4, 1e-3, 1e-2], "hidden": [32, 64], "bias": [true, false]])
/// try Study(sampler: grid).optimize(trials: grid.count, objective)
/// ```
///
/// The trial's number says where to begin to look for a combination that no other trial has, those that failed aside; once all have been, the
/// grid begins again. Threads and processes share the grid without a word: two may take the same combination only where both begin a
/// trial in the same moment and there are gaps. What is asked for and not in the grid is random. `optuna.samplers.GridSampler`.
public struct GridSearch: ParameterSampler {
  /// The names, in their order, and the values of each.
  public let axes: [(name: String, values: [ParameterValue])]

  /// - Parameter values: at least one for each name.
  public init(
    _ values: [String: [ParameterValue]], file: StaticString = #fileID, line: UInt = #line
  ) {
    axes = values.sorted { $0.key < $1.key }.map { (name: $0.key, values: $0.value) }
    for axis in axes {
      demand(
        !axis.values.isEmpty, "GridSearch: '\(axis.name)' has no values", file: file, line: line)
    }
  }

  /// How many combinations there are.
  public var count: Int { axes.reduce(1) { $0 * $1.values.count } }

  private static let note = "GridSearch.cell"

  public func sampleTogether(_ context: inout SamplingContext) -> [String: Double] {
    let visits = context.others.filter { $0.state != .failed && $0.state != .waiting }
      .compactMap(cell).reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
    let least = visits.count < count ? 0 : visits.values.min()!
    let start = context.trial % count
    let cell = (0..<count).lazy.map { (start + $0) % count }.first {
      visits[$0, default: 0] == least
    }
    context.attributes[GridSearch.note] = "\(cell!)"
    return [:]
  }

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    guard let axis = axes.firstIndex(where: { $0.name == name }) else {
      return RandomSearch().sample(name, distribution, &context)
    }
    let cell = context.attributes[GridSearch.note].flatMap(Int.init) ?? context.trial
    let value = axes[axis].values[place(of: cell, on: axis)]
    guard let code = distribution.code(of: value) else {
      mistake("GridSearch: '\(name)': \(value) is not a value of \(distribution)")
    }
    return code
  }

  /// Where a combination stands among the values of a name.
  private func place(of cell: Int, on axis: Int) -> Int {
    cell / axes[(axis + 1)...].reduce(1) { $0 * $1.values.count } % axes[axis].values.count
  }

  /// The combination that a trial has; nil where it is none of these.
  ///
  /// What the trial has asked for decides, as it may have been laid down; of the rest the combination that was chosen for it.
  private func cell(_ trial: TrialRecord) -> Int? {
    let chosen = trial.attributes[GridSearch.note].flatMap(Int.init)
      .flatMap { (0..<count).contains($0) ? $0 : nil }
    var cell = 0
    for (index, axis) in axes.enumerated() {
      let known = trial[parameter: axis.name].map { parameter in
        axis.values.firstIndex { parameter.distribution.code(of: $0) == parameter.code }
      }
      guard let place = known ?? chosen.map({ place(of: $0, on: index) }) else { return nil }
      cell = cell * axis.values.count + place
    }
    return cell
  }
}
