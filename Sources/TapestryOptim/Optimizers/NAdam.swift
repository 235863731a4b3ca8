import TapestryCore

/// Adam with Nesterov's momentum, which grows over the first steps. `torch.optim.NAdam`; Dozat, 2016.
public final class NAdam: GroupedOptimizer<NAdamOptions> {
  /// - Parameters:
  ///   - betas: how much of the running mean and of the running mean square stays at each step.
  ///   - epsilon: is added to the root.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - momentumDecay: how fast the momentum grows from half of the first beta to all of it.
  ///   - decouplesWeightDecay: lets parameters decay by themselves, as ``AdamW`` does.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0, momentumDecay: Double = 4e-3,
    decouplesWeightDecay: Bool = false, maximize: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      parameters,
      options: NAdamOptions(
        learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay,
        momentumDecay: momentumDecay, decouplesWeightDecay: decouplesWeightDecay,
        maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<NAdamOptions>]) {
    fusedStep(updates) { update in
      let (options, state) = (update.options, update.state)
      let rule = NAdamUpdate(
        learningRate: options.learningRate, betas: options.betas, epsilon: options.epsilon,
        momentumDecay: options.momentumDecay,
        momentumProduct: state.number("mu_product", initial: 1), step: state.step)
      state.set("mu_product", rule.momentumProduct)
      return (rule, (update.kept("exp_avg"), update.kept("exp_avg_sq"), nil))
    }
  }
}

/// The settings of ``NAdam``.
public struct NAdamOptions: OptimizerOptions {
  public var learningRate: Double
  public var betas: (Double, Double)
  public var epsilon: Double
  public var weightDecay: Double
  public var momentumDecay: Double
  public var decouplesWeightDecay: Bool
  public var maximize: Bool

  public static var settings: [OptimizerSetting<NAdamOptions>] {
    [
      .number("lr", \.learningRate), .pair("betas", \.betas), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay), .number("momentum_decay", \.momentumDecay),
      .flag("decoupled_weight_decay", \.decouplesWeightDecay), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [.step, .number("mu_product"), .tensor("exp_avg"), .tensor("exp_avg_sq")]
  }

  public var problem: String? {
    outOfRange(betas: betas)
      ?? negative(
        ("learningRate", learningRate), ("epsilon", epsilon), ("weightDecay", weightDecay),
        ("momentumDecay", momentumDecay))
  }
}
