import TapestryCore

/// The settings of ``Adam`` and ``AdamW``.
public struct AdamOptions: OptimizerOptions {
  public var learningRate: Double
  public var betas: (Double, Double)
  public var epsilon: Double
  public var weightDecay: Double
  public var amsgrad: Bool
  public var maximize: Bool

  public static var settings: [OptimizerSetting<AdamOptions>] {
    [
      .number("lr", \.learningRate), .pair("betas", \.betas), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay), .flag("amsgrad", \.amsgrad),
      .flag("maximize", \.maximize),
    ]
  }

  public static var stateNames: (always: [String], sometimes: [String]) {
    (["exp_avg", "exp_avg_sq"], ["max_exp_avg_sq"])
  }

  public var problem: String? {
    if !(0..<1).contains(betas.0) || !(0..<1).contains(betas.1) {
      return "betas are \(betas.0) and \(betas.1) but must be in 0..<1"
    }
    return negative(
      ("learningRate", learningRate), ("epsilon", epsilon), ("weightDecay", weightDecay))
  }

  static func update(_ updates: [ParameterUpdate<AdamOptions>], decouplesDecay: Bool) {
    var step = OptimizerStep(capacity: updates.count)
    for update in updates {
      let (options, state, parameter) = (update.options, update.state, update.parameter)
      step.add(
        parameter, gradient: update.gradient,
        states: state.tensor("exp_avg", like: parameter),
        state.tensor("exp_avg_sq", like: parameter),
        options.amsgrad ? state.tensor("max_exp_avg_sq", like: parameter) : nil,
        rule: AdamUpdate(
          learningRate: options.learningRate, betas: options.betas, epsilon: options.epsilon,
          weightDecay: options.weightDecay, step: state.step, decouplesDecay: decouplesDecay,
          maximize: options.maximize))
    }
    step.run()
  }
}
