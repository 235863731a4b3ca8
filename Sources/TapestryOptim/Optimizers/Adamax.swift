import TapestryCore

/// Adam that divides by the largest gradient so far, which slowly fades, in place of the root of the mean square.
/// `torch.optim.Adamax`; Kingma & Ba, 2015.
public final class Adamax: GroupedOptimizer<AdamaxOptions> {
  /// - Parameters:
  ///   - betas: how much of the running mean and of the largest gradient stays at each step.
  ///   - epsilon: is added to the size of each gradient.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0, maximize: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: AdamaxOptions(
        learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay,
        maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<AdamaxOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        AdamaxUpdate(
          learningRate: options.learningRate, betas: options.betas, epsilon: options.epsilon,
          step: update.state.step), (update.kept("exp_avg"), update.kept("exp_inf"), nil)
      )
    }
  }
}

/// The settings of ``Adamax``.
public struct AdamaxOptions: OptimizerOptions {
  public var learningRate: Double
  public var betas: (Double, Double)
  public var epsilon: Double
  public var weightDecay: Double
  public var maximize: Bool

  public static var settings: [OptimizerSetting<AdamaxOptions>] {
    [
      .number("lr", \.learningRate), .pair("betas", \.betas), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [.step, .tensor("exp_avg"), .tensor("exp_inf")]
  }

  public var problem: String? {
    outOfRange(betas: betas)
      ?? negative(
        ("learningRate", learningRate), ("epsilon", epsilon), ("weightDecay", weightDecay))
  }
}
