import TapestryCore

/// The base of optimizers: groups of parameters with options of their own, and what is remembered about each parameter.
///
/// A subclass writes how parameters change, and nothing else:
///
/// ```swift
/// final class SignDescent: GroupedOptimizer<SignDescentOptions> {
///   override func update(_ updates: [ParameterUpdate<SignDescentOptions>]) {
///     for update in updates {
///       update.parameter -= update.gradient.sign() * update.options.learningRate
///     }
///   }
/// }
/// ```
open class GroupedOptimizer<Options: OptimizerOptions>: Optimizer {
  /// The groups. Their options may be changed at any time.
  public private(set) final var groups: [ParameterGroup<Options>] = []

  private let defaults: Options

  /// - Parameters:
  ///   - parameters: the first group; not empty, none twice.
  ///   - options: the first group's, and what further groups start from.
  public init(
    _ parameters: [Parameter], options: Options, file: StaticString = #fileID, line: UInt = #line
  ) {
    defaults = options
    super.init()
    addGroup(parameters, file: file, line: line)
  }

  /// Changes parameters by their gradients; called without recording.
  ///
  /// - Parameter updates: one for each parameter that has a gradient.
  open func update(_ updates: [ParameterUpdate<Options>]) {
    mistake("\(type(of: self)): update is not overridden")
  }

  /// Adds parameters under options that differ from the first group's:
  ///
  /// ```swift
  /// optimizer.addGroup(head.parameters()) { $0.learningRate = 1e-2 }
  /// ```
  public final func addGroup(
    _ parameters: [Parameter], file: StaticString = #fileID, line: UInt = #line,
    _ configure: (inout Options) -> Void = { _ in }
  ) {
    var options = defaults
    configure(&options)
    demand(
      !parameters.isEmpty, "\(type(of: self)): a group without parameters", file: file, line: line)
    if let problem = options.problem {
      mistake("\(type(of: self)): \(problem)", file: file, line: line)
    }
    var known = Set(self.parameters.map(ObjectIdentifier.init))
    for parameter in parameters {
      demand(
        known.insert(ObjectIdentifier(parameter)).inserted,
        "\(type(of: self)): a parameter of shape \(parameter.shape) is given twice", file: file,
        line: line)
    }
    groups.append(ParameterGroup(parameters, options: options))
    self.parameters += parameters
  }

  public final override var learningRates: [Double] {
    get { groups.map(\.options.learningRate) }
    set {
      precondition(newValue.count == groups.count, "one learning rate for each group")
      for (group, rate) in zip(groups, newValue) { group.options.learningRate = rate }
    }
  }

  public final override func step() {
    var updates: [ParameterUpdate<Options>] = []
    for group in groups {
      for (parameter, state) in zip(group.parameters, group.states) {
        guard let gradient = parameter.grad else { continue }
        state.step += 1
        updates.append(
          ParameterUpdate(
            parameter: parameter, gradient: gradient, state: state, options: group.options))
      }
    }
    if !updates.isEmpty { noGrad { update(updates) } }
  }

  public final override func stateDict() -> [String: Tensor] {
    OptimizerState(groups).tensors
  }

  public final override func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    try OptimizerState<Options>(state).restore(groups, optimizer: "\(type(of: self))")
  }
}
