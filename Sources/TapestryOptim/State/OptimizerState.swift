import TapestryCore

/// An optimizer's memory and options as named tensors.
///
/// - `param_groups.<group>.params`: the numbers of the group's parameters, counted through all groups; int64 `[parameters]`.
/// - `param_groups.<group>.<setting>`: float64, a scalar or `[2]` or `[3]`.
/// - `state.<parameter>.step`: int64 scalar.
/// - `state.<parameter>.<number>`: float64 scalar.
/// - `state.<parameter>.<tensor>`: of the parameter's dtype, of float32 for one of a 16-bit float.
struct OptimizerState<Options: OptimizerOptions> {
  private(set) var tensors: [String: Tensor] = [:]

  init(_ groups: [ParameterGroup<Options>]) {
    writeSettings(of: groups)
    let hasSteps = Options.state.contains { $0.kind == .step }
    for (number, state) in groups.flatMap(\.states).enumerated() {
      if hasSteps, state.step > 0 { tensors["state.\(number).step"] = Tensor(state.step) }
      for (name, tensor) in state.tensors { tensors["state.\(number).\(name)"] = tensor.clone() }
    }
  }

  /// The settings alone.
  init(settingsOf groups: [ParameterGroup<Options>]) { writeSettings(of: groups) }

  private mutating func writeSettings(of groups: [ParameterGroup<Options>]) {
    var number = 0
    for (index, group) in groups.enumerated() {
      let end = number + group.parameters.count
      tensors["param_groups.\(index).params"] = Tensor.arange(number, end)
      for setting in Options.settings {
        let values = setting.values(group.options)
        tensors["param_groups.\(index).\(setting.name)"] = Tensor(
          values, shape: values.count == 1 ? [] : [values.count])
      }
      number = end
    }
  }
}

extension StateReader {
  /// What PyTorch saves with the settings and means nothing here: how a step is computed, and what schedules keep.
  private static let ignoredSettings = [
    "foreach", "fused", "capturable", "differentiable", "initial_lr",
  ]

  /// The options of all groups.
  mutating func options<Options>(
    of groups: [ParameterGroup<Options>]
  ) throws(OptimizerStateError) -> [Options] {
    var options: [Options] = []
    var number = 0
    for (index, group) in groups.enumerated() {
      let end = number + group.parameters.count
      options.append(try self.options(of: group, index: index, parameters: number..<end))
      number = end
    }
    return options
  }

  private mutating func options<Options>(
    of group: ParameterGroup<Options>, index: Int, parameters: Range<Int>
  ) throws(OptimizerStateError) -> Options {
    let prefix = "param_groups.\(index)."
    let saved = try require(prefix + "params").array(as: Int.self)
    if saved != Array(parameters) {
      throw error(
        "group \(index) was saved with \(saved.count) parameters in another order or number; it has \(parameters.count) here"
      )
    }
    var options = group.options
    for setting in Options.settings {
      let values = try require(prefix + setting.name)
      if values.rank > 1 || values.count > 3 {
        throw error("\(prefix)\(setting.name) has shape \(values.shape)")
      }
      let numbers = values.array(as: Double.self)
      if !setting.set(numbers, &options) {
        throw error(
          numbers.count == setting.values(options).count
            ? "\(prefix)\(setting.name) cannot be \(numbers)"
            : "\(prefix)\(setting.name) has shape \(values.shape)")
      }
    }
    if let problem = options.problem { throw error("group \(index): \(problem)") }
    ignore(StateReader.ignoredSettings.map { prefix + $0 })
    return options
  }

  /// What is remembered about each parameter of all groups.
  mutating func states<Options>(
    of groups: [ParameterGroup<Options>]
  ) throws(OptimizerStateError) -> [[ParameterState]] {
    let remembered = Set(
      unread.compactMap { name in
        name.hasPrefix("state.")
          ? name.split(separator: ".").dropFirst().first.map(String.init) : nil
      })
    var states: [[ParameterState]] = []
    var number = 0
    for group in groups {
      var restored: [ParameterState] = []
      for parameter in group.parameters {
        let isKnown = remembered.contains("\(number)")
        restored.append(
          isKnown ? try state(of: parameter, number: number, Options.state) : ParameterState())
        number += 1
      }
      states.append(restored)
    }
    return states
  }

  private mutating func state(
    of parameter: Parameter, number: Int, _ entries: [OptimizerStateEntry]
  ) throws(OptimizerStateError) -> ParameterState {
    let state = ParameterState()
    for entry in entries {
      guard let shape = entry.shape(parameter.shape) else { continue }
      let name = "state.\(number).\(entry.name)"
      if entry.isOptional && tensors[name] == nil { continue }
      switch entry.kind {
      case .step: state.step = try count(name, of: "steps")
      case .number: state.set(entry.name, try self.number(name))
      case .tensor:
        let saved = try require(name)
        if saved.shape != shape {
          throw error(
            "\(name) has shape \(saved.shape); the parameter has \(parameter.shape)")
        }
        state[entry.name] = saved.detach().cast(to: parameter.dtype.computeType).clone()
      }
    }
    return state
  }
}
