import TapestryCore

/// The base of optimizers: groups of parameters with options of their own, and what is remembered about each parameter.
///
/// A subclass writes how parameters change, and nothing else:
///
/// ```swift
/// final class SignDescent: GroupedOptimizer<SignDescentOptions> {
///   override func update(_ updates: [ParameterUpdate<SignDescentOptions>]) {
///     for update in updates {
///       update.descend(by: update.gradient.sign() * update.options.learningRate)
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
    groups.append(
      ParameterGroup(
        parameters, options: options, known: self.parameters, owner: "\(type(of: self))",
        file: file, line: line))
    self.parameters += parameters
  }

  public final override var learningRates: [Double] {
    get { groups.map(\.options.learningRate) }
    set {
      precondition(newValue.count == groups.count, "one learning rate for each group")
      for (group, rate) in zip(groups, newValue) { group.options.learningRate = rate }
    }
  }

  public final override var momentums: [Double]? {
    get { Options.momentum.map { setting in groups.map { setting.values($0.options)[0] } } }
    set {
      guard let setting = Options.momentum, let newValue else {
        mistake("\(type(of: self)): has no momentum to set")
      }
      precondition(newValue.count == groups.count, "one momentum for each group")
      for (group, momentum) in zip(groups, newValue) {
        var (values, options) = (setting.values(group.options), group.options)
        values[0] = momentum
        _ = setting.set(values, &options)
        group.options = options
      }
    }
  }

  public final override func step() {
    OperationLog.measure("\(type(of: self))", .update) { updateAll() }
  }

  private func updateAll() {
    var updates: [ParameterUpdate<Options>] = []
    for group in groups {
      for (parameter, state) in zip(group.parameters, group.states) {
        guard let gradient = parameter.grad else { continue }
        state.step += 1
        updates.append(
          ParameterUpdate(
            parameter: parameter, state: state, options: group.options, plainGradient: gradient))
      }
    }
    if !updates.isEmpty { noGrad { update(updates) } }
  }

  public final override func stateDict() -> [String: Tensor] {
    OptimizerState(groups).tensors
  }

  public final override func load(_ state: [String: Tensor]) throws(OptimizerStateError) {
    var reader = StateReader(state, owner: "\(type(of: self))")
    let options = try reader.options(of: groups)
    let states = try reader.states(of: groups)
    try reader.finish()
    for (index, group) in groups.enumerated() {
      group.options = options[index]
      group.states = states[index]
    }
  }
}
