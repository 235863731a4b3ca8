import TapestryCore

/// Steps of one size along the sign of a running mean of gradients; half of Adam's memory. Chen et al., 2023.
///
/// PyTorch has no such optimizer; names of settings and state are those of the authors' own for PyTorch. Learning rates are
/// three to ten times smaller than ``AdamW``'s, and weight decay larger by as much.
public final class Lion: GroupedOptimizer<LionOptions> {
  /// - Parameters:
  ///   - betas: how much of the running mean goes into the step, and how much of it stays.
  ///   - weightDecay: times the learning rate, how much smaller each step makes a parameter.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-4, betas: (Double, Double) = (0.9, 0.99),
    weightDecay: Double = 0, maximize: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      parameters,
      options: LionOptions(
        learningRate: learningRate, betas: betas, weightDecay: weightDecay, maximize: maximize),
      file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<LionOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        LionUpdate(learningRate: options.learningRate, betas: options.betas),
        (update.kept("exp_avg"), nil, nil)
      )
    }
  }
}

/// The settings of ``Lion``.
public struct LionOptions: OptimizerOptions {
  public var learningRate: Double
  public var betas: (Double, Double)
  public var weightDecay: Double
  public var maximize: Bool
  public var decouplesWeightDecay: Bool { true }

  public static var settings: [OptimizerSetting<LionOptions>] {
    [
      .number("lr", \.learningRate), .pair("betas", \.betas),
      .number("weight_decay", \.weightDecay), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] { [.tensor("exp_avg")] }

  public var problem: String? {
    outOfRange(betas: betas)
      ?? negative(("learningRate", learningRate), ("weightDecay", weightDecay))
  }
}
