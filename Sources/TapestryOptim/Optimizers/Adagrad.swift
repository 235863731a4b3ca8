import TapestryCore

/// Descent along the gradient divided by the root of the sum of its squares: elements that move seldom move far.
/// `torch.optim.Adagrad`; Duchi et al., 2011.
///
/// The sums start at the first step that has a gradient, where PyTorch's start with the optimizer; steps are the same.
public final class Adagrad: GroupedOptimizer<AdagradOptions> {
  /// - Parameters:
  ///   - learningRateDecay: step `n` has the learning rate divided by `1 + (n - 1) · learningRateDecay`.
  ///   - epsilon: is added to the root.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - initialAccumulatorValue: what the sums start from.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-2, learningRateDecay: Double = 0,
    epsilon: Double = 1e-10, weightDecay: Double = 0, initialAccumulatorValue: Double = 0,
    maximize: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: AdagradOptions(
        learningRate: learningRate, learningRateDecay: learningRateDecay, epsilon: epsilon,
        weightDecay: weightDecay, initialAccumulatorValue: initialAccumulatorValue,
        maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<AdagradOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        AdagradUpdate(
          learningRate: options.learningRate, decay: options.learningRateDecay,
          epsilon: options.epsilon, step: update.state.step),
        (update.kept("sum", filledWith: options.initialAccumulatorValue), nil, nil)
      )
    }
  }
}

/// The settings of ``Adagrad``.
public struct AdagradOptions: OptimizerOptions {
  public var learningRate: Double
  public var learningRateDecay: Double
  public var epsilon: Double
  public var weightDecay: Double
  public var initialAccumulatorValue: Double
  public var maximize: Bool

  public static var settings: [OptimizerSetting<AdagradOptions>] {
    [
      .number("lr", \.learningRate), .number("lr_decay", \.learningRateDecay),
      .number("eps", \.epsilon), .number("weight_decay", \.weightDecay),
      .number("initial_accumulator_value", \.initialAccumulatorValue),
      .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] { [.step, .tensor("sum")] }

  public var problem: String? {
    negative(
      ("learningRate", learningRate), ("learningRateDecay", learningRateDecay),
      ("epsilon", epsilon), ("weightDecay", weightDecay),
      ("initialAccumulatorValue", initialAccumulatorValue))
  }
}
