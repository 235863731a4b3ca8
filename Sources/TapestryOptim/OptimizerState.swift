import TapestryCore

/// An optimizer's memory and options as named tensors.
///
/// - `param_groups.<group>.params`: the numbers of the group's parameters, counted through all groups; int64 `[parameters]`.
/// - `param_groups.<group>.<setting>`: float64, a scalar or `[2]`.
/// - `state.<parameter>.step`: int64 scalar, where the parameter has ever been changed.
/// - `state.<parameter>.<tensor>`: of the parameter's shape and dtype.
struct OptimizerState<Options: OptimizerOptions> {
  private(set) var tensors: [String: Tensor]

  init(_ tensors: [String: Tensor]) { self.tensors = tensors }

  init(_ groups: [ParameterGroup<Options>]) {
    tensors = [:]
    var number = 0
    for (index, group) in groups.enumerated() {
      let end = number + group.parameters.count
      tensors["param_groups.\(index).params"] = Tensor.arange(number, end)
      for setting in Options.settings {
        let values = setting.values(in: group.options)
        tensors["param_groups.\(index).\(setting.name)"] = Tensor(
          values, shape: values.count == 1 ? [] : [values.count])
      }
      for state in group.states {
        if state.step > 0 { tensors["state.\(number).step"] = Tensor(state.step) }
        for (name, tensor) in state.tensors { tensors["state.\(number).\(name)"] = tensor.clone() }
        number += 1
      }
    }
  }

  /// Brings groups to this state, or throws and leaves them as they are.
  func restore(
    _ groups: [ParameterGroup<Options>], optimizer: String
  ) throws(OptimizerStateError) {
    var reader = Reader(tensors: tensors, optimizer: optimizer)
    var options: [Options] = []
    var states: [[ParameterState]] = []
    var number = 0
    for (index, group) in groups.enumerated() {
      let end = number + group.parameters.count
      options.append(try reader.options(of: group, index: index, parameters: number..<end))
      var restored: [ParameterState] = []
      for parameter in group.parameters {
        restored.append(try reader.state(of: parameter, number: number, Options.stateNames))
        number += 1
      }
      states.append(restored)
    }
    if let unexpected = reader.unread.min() {
      throw reader.error("\(unexpected) is not part of this optimizer's state")
    }
    for (index, group) in groups.enumerated() {
      group.options = options[index]
      group.states = states[index]
    }
  }

  /// Takes tensors out of a state dict one by one.
  private struct Reader {
    let tensors: [String: Tensor]
    let optimizer: String
    private(set) var unread: Set<String>

    init(tensors: [String: Tensor], optimizer: String) {
      self.tensors = tensors
      self.optimizer = optimizer
      unread = Set(tensors.keys)
    }

    func error(_ reason: String) -> OptimizerStateError {
      OptimizerStateError(optimizer: optimizer, reason: reason)
    }

    private mutating func take(_ name: String) -> Tensor? {
      unread.remove(name)
      return tensors[name]
    }

    private mutating func require(_ name: String) throws(OptimizerStateError) -> Tensor {
      guard let tensor = take(name) else { throw error("\(name) is missing") }
      return tensor
    }

    mutating func options(
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
        if values.rank > 1 || !setting.set(values.array(as: Double.self), in: &options) {
          throw error("\(prefix)\(setting.name) has shape \(values.shape)")
        }
      }
      if let problem = options.problem { throw error("group \(index): \(problem)") }
      return options
    }

    mutating func state(
      of parameter: Parameter, number: Int, _ names: (always: [String], sometimes: [String])
    ) throws(OptimizerStateError) -> ParameterState {
      let prefix = "state.\(number)."
      let state = ParameterState()
      guard let step = take(prefix + "step") else { return state }
      if step.count != 1 || !(step.item() >= 1 && step.item() < 0x1p53) {
        throw error("\(prefix)step is no number of steps")
      }
      state.step = Int(step.item())
      for name in names.always + names.sometimes {
        let isNeeded = names.always.contains(name)
        guard let tensor = isNeeded ? try require(prefix + name) : take(prefix + name) else {
          continue
        }
        if tensor.shape != parameter.shape {
          throw error(
            "\(prefix)\(name) has shape \(tensor.shape); the parameter has \(parameter.shape)")
        }
        state[name] = tensor.detach().cast(to: parameter.dtype).clone()
      }
      return state
    }
  }
}

/// Why an optimizer cannot take over a saved state.
public struct OptimizerStateError: Error, Sendable, CustomStringConvertible {
  /// The optimizer's type.
  public let optimizer: String
  public let reason: String

  public var description: String { "state dict for \(optimizer): \(reason)" }
}
