import Glibc
import TapestryCore

/// Gradient descent with steps that shrink, and an average of the parameters over late steps. `torch.optim.ASGD`;
/// Polyak & Juditsky, 1992.
///
/// The average of a parameter is `ax` in `stateDict()`; the parameter itself is the last step's.
public final class ASGD: GroupedOptimizer<ASGDOptions> {
  /// - Parameters:
  ///   - lambda: how fast parameters decay and steps shrink.
  ///   - alpha: step `n` has the learning rate divided by `(1 + lambda · learningRate · n)` to this power.
  ///   - averagingStart: the number of steps after which averaging starts; PyTorch's `t0`.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-2, lambda: Double = 1e-4,
    alpha: Double = 0.75, averagingStart: Double = 1e6, weightDecay: Double = 0,
    maximize: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: ASGDOptions(
        learningRate: learningRate, lambda: lambda, alpha: alpha, averagingStart: averagingStart,
        weightDecay: weightDecay, maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<ASGDOptions>]) {
    fusedStep(updates) { update in
      let (options, state) = (update.options, update.state)
      let (rate, step) = (options.learningRate, Double(state.step))
      let rule = ASGDUpdate(
        rate: state.number("eta", initial: rate), lambda: options.lambda,
        weight: state.number("mu", initial: 1))
      state.set("eta", rate / pow(1 + options.lambda * rate * step, options.alpha))
      state.set("mu", 1 / max(1, step - options.averagingStart))
      return (rule, (update.kept("ax"), nil, nil))
    }
  }
}

/// The settings of ``ASGD``.
public struct ASGDOptions: OptimizerOptions {
  public var learningRate: Double
  public var lambda: Double
  public var alpha: Double
  public var averagingStart: Double
  public var weightDecay: Double
  public var maximize: Bool

  public static var settings: [OptimizerSetting<ASGDOptions>] {
    [
      .number("lr", \.learningRate), .number("lambd", \.lambda), .number("alpha", \.alpha),
      .number("t0", \.averagingStart), .number("weight_decay", \.weightDecay),
      .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [.step, .number("eta"), .number("mu"), .tensor("ax")]
  }

  public var problem: String? {
    negative(("learningRate", learningRate), ("weightDecay", weightDecay))
  }
}
