import TapestryCore

/// Goes through all combinations of given values, the last name's fastest.
///
/// ```swift
/// let grid = GridSearch(["lr": [1e-4, 1e-3, 1e-2], "hidden": [32, 64], "bias": [true, false]])
/// try Study(sampler: grid).optimize(trials: grid.count, objective)
/// ```
///
/// The trial's number says which combination it is, so that threads and processes share the grid without a word; after the last the grid
/// begins again. What is asked for and not in the grid is random. `optuna.samplers.GridSampler`.
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

  public func sample(
    _ name: String, _ distribution: Distribution, _ context: inout SamplingContext
  ) -> Double {
    guard let place = axes.firstIndex(where: { $0.name == name }) else {
      return RandomSearch().sample(name, distribution, &context)
    }
    let period = axes[(place + 1)...].reduce(1) { $0 * $1.values.count }
    let value = axes[place].values[context.trial / period % axes[place].values.count]
    guard let code = distribution.code(of: value) else {
      mistake("GridSearch: '\(name)': \(value) is not a value of \(distribution)")
    }
    return code
  }
}
