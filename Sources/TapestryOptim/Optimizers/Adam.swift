import TapestryCore

/// Adam: each element's step is its gradient's mean divided by the root of its mean square, both running and corrected
/// for having started at zero. `torch.optim.Adam`; Kingma & Ba, 2015.
public final class Adam: GroupedOptimizer<AdamOptions> {
  /// - Parameters:
  ///   - betas: how much of the running mean and of the running mean square stays at each step.
  ///   - epsilon: is added to the root.
  ///   - weightDecay: how much of the parameter is added to its gradient; ``AdamW`` is usually what is wanted.
  ///   - amsgrad: divides by the largest mean square so far (Reddi et al., 2018).
  ///   - maximize: steps along the gradient instead of against it.
  ///   - decouplesWeightDecay: lets parameters decay by themselves, as ``AdamW`` does.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false, maximize: Bool = false,
    decouplesWeightDecay: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: AdamOptions(
        learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay,
        amsgrad: amsgrad, maximize: maximize, decouplesWeightDecay: decouplesWeightDecay),
      file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<AdamOptions>]) {
    AdamOptions.step(updates)
  }
}

/// Adam whose weight decay shrinks the parameters directly, independent of their gradients. `torch.optim.AdamW`;
/// Loshchilov & Hutter, 2019.
public final class AdamW: GroupedOptimizer<AdamOptions> {
  /// - Parameters:
  ///   - betas: how much of the running mean and of the running mean square stays at each step.
  ///   - epsilon: is added to the root.
  ///   - weightDecay: times the learning rate, how much smaller each step makes a parameter.
  ///   - amsgrad: divides by the largest mean square so far (Reddi et al., 2018).
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    epsilon: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false,
    maximize: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: AdamOptions(
        learningRate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay,
        amsgrad: amsgrad, maximize: maximize, decouplesWeightDecay: true),
      file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<AdamOptions>]) {
    AdamOptions.step(updates)
  }
}

/// The settings of ``Adam`` and ``AdamW``.
public struct AdamOptions: OptimizerOptions {
  public var learningRate: Double
  public var betas: (Double, Double)
  public var epsilon: Double
  public var weightDecay: Double
  public var amsgrad: Bool
  public var maximize: Bool
  public var decouplesWeightDecay: Bool

  public static var settings: [OptimizerSetting<AdamOptions>] {
    [
      .number("lr", \.learningRate), .pair("betas", \.betas), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay), .flag("amsgrad", \.amsgrad),
      .flag("maximize", \.maximize), .flag("decoupled_weight_decay", \.decouplesWeightDecay),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [
      .step, .tensor("exp_avg"), .tensor("exp_avg_sq"), .tensor("max_exp_avg_sq", isOptional: true),
    ]
  }

  public var problem: String? {
    outOfRange(betas: betas)
      ?? negative(
        ("learningRate", learningRate), ("epsilon", epsilon), ("weightDecay", weightDecay))
  }

  static func step(_ updates: [ParameterUpdate<AdamOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        AdamUpdate(
          learningRate: options.learningRate, betas: options.betas, epsilon: options.epsilon,
          step: update.state.step),
        (
          update.kept("exp_avg"), update.kept("exp_avg_sq"),
          options.amsgrad ? update.kept("max_exp_avg_sq") : nil
        )
      )
    }
  }
}
