import TapestryCore

/// Adam that warms itself up: it divides by the mean square only once enough gradients have gone into that, and then the less
/// the fewer they are. `torch.optim.RAdam`; Liu et al., 2020.
public final class RAdam: GroupedOptimizer<RAdamOptions> {
  /// - Parameters:
  ///   - betas: how much of the running mean and of the running mean square stays at each step.
  ///   - epsilon: is added to the root.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - decouplesWeightDecay: lets parameters decay by themselves, as ``AdamW`` does.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0, decouplesWeightDecay: Bool = false,
    maximize: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: RAdamOptions(
        learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay,
        decouplesWeightDecay: decouplesWeightDecay, maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<RAdamOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        RAdamUpdate(
          learningRate: options.learningRate, betas: options.betas, epsilon: options.epsilon,
          step: update.state.step), (update.kept("exp_avg"), update.kept("exp_avg_sq"), nil)
      )
    }
  }
}

/// The settings of ``RAdam``.
public struct RAdamOptions: OptimizerOptions {
  public var learningRate: Double
  public var betas: (Double, Double)
  public var epsilon: Double
  public var weightDecay: Double
  public var decouplesWeightDecay: Bool
  public var maximize: Bool

  public static var settings: [OptimizerSetting<RAdamOptions>] {
    [
      .number("lr", \.learningRate), .pair("betas", \.betas), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay),
      .flag("decoupled_weight_decay", \.decouplesWeightDecay), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [.step, .tensor("exp_avg"), .tensor("exp_avg_sq")]
  }

  public var problem: String? {
    outOfRange(betas: betas)
      ?? negative(
        ("learningRate", learningRate), ("epsilon", epsilon), ("weightDecay", weightDecay))
  }
}
