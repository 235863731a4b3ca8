import TapestryCore

/// What a step has at hand for one parameter.
public struct ParameterUpdate<Options: OptimizerOptions> {
  public let parameter: Parameter
  public let state: ParameterState
  public let options: Options

  /// The gradient as it was left by backward passes.
  let plainGradient: Tensor

  /// The gradient to step against: turned where the options ask for it, and with weight decay that is not decoupled.
  public var gradient: Tensor {
    let turned = options.maximize ? -plainGradient : plainGradient
    let decays = options.weightDecay != 0 && !options.decouplesWeightDecay
    return decays ? turned + parameter.detach() * options.weightDecay : turned
  }

  /// Makes the parameter smaller where the options ask for weight decay that is decoupled, and subtracts a step.
  ///
  /// - Parameter step: of the parameter's shape. A parameter of a 16-bit float is changed in float32 and rounded once.
  public func descend(by step: Tensor) {
    let values = parameter.detach().computable
    if options.weightDecay != 0 && options.decouplesWeightDecay {
      values *= 1 - options.learningRate * options.weightDecay
    }
    values -= step
    if values.dtype != parameter.dtype { parameter.copy(from: values) }
  }

  /// The tensor kept under a name, of the parameter's shape; the first time, of one value.
  func kept(_ name: String, filledWith value: Double = 0) -> Tensor {
    state.tensor(name, like: parameter, filledWith: value)
  }
}

/// Changes parameters by rules over flat runs of numbers, all in one parallel pass; the base's part is done in it.
///
/// - Parameter rule: the rule of one parameter, and what it keeps.
func fusedStep<Options>(
  _ updates: [ParameterUpdate<Options>],
  _ rule: (ParameterUpdate<Options>) -> (any UpdateRule, states: (Tensor?, Tensor?, Tensor?))
) {
  var step = OptimizerStep(capacity: updates.count)
  for update in updates {
    let (rule, states) = rule(update)
    step.add(
      update.parameter, gradient: update.plainGradient, states: states,
      prelude: update.options.prelude, rule: rule)
  }
  step.run()
}
