import TapestryCore

/// Descent along the gradient divided by the root of its running mean square. `torch.optim.RMSprop`; Hinton's lectures, 2012,
/// and, where squares are centered, Graves, 2013.
public final class RMSprop: GroupedOptimizer<RMSpropOptions> {
  /// - Parameters:
  ///   - alpha: how much of the running means stays at each step.
  ///   - epsilon: is added to the root.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - momentum: how much of the step before is added to each step.
  ///   - centered: divides by the deviation from the running mean instead of the mean square.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-2, alpha: Double = 0.99,
    epsilon: Double = 1e-8, weightDecay: Double = 0, momentum: Double = 0, centered: Bool = false,
    maximize: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: RMSpropOptions(
        learningRate: learningRate, alpha: alpha, epsilon: epsilon, weightDecay: weightDecay,
        momentum: momentum, centered: centered, maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<RMSpropOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        RMSpropUpdate(
          learningRate: options.learningRate, alpha: options.alpha, epsilon: options.epsilon,
          momentum: options.momentum),
        (
          update.kept("square_avg"), options.centered ? update.kept("grad_avg") : nil,
          options.momentum > 0 ? update.kept("momentum_buffer") : nil
        )
      )
    }
  }
}

/// The settings of ``RMSprop``.
public struct RMSpropOptions: OptimizerOptions {
  public var learningRate: Double
  public var alpha: Double
  public var epsilon: Double
  public var weightDecay: Double
  public var momentum: Double
  public var centered: Bool
  public var maximize: Bool

  public static var settings: [OptimizerSetting<RMSpropOptions>] {
    [
      .number("lr", \.learningRate), .number("alpha", \.alpha), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay), .number("momentum", \.momentum),
      .flag("centered", \.centered), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [
      .step, .tensor("square_avg"), .tensor("momentum_buffer", isOptional: true),
      .tensor("grad_avg", isOptional: true),
    ]
  }

  public var problem: String? {
    negative(
      ("learningRate", learningRate), ("alpha", alpha), ("epsilon", epsilon),
      ("momentum", momentum), ("weightDecay", weightDecay))
  }
}
