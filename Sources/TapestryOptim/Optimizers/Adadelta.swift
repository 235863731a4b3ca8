import TapestryCore

/// Descent in units of the parameter itself: the gradient divided by its running size, times the running size of the steps
/// before. `torch.optim.Adadelta`; Zeiler, 2012.
public final class Adadelta: GroupedOptimizer<AdadeltaOptions> {
  /// - Parameters:
  ///   - rho: how much of the two running mean squares stays at each step; in 0…1.
  ///   - epsilon: is added to both under the root.
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1, rho: Double = 0.9, epsilon: Double = 1e-6,
    weightDecay: Double = 0, maximize: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      parameters,
      options: AdadeltaOptions(
        learningRate: learningRate, rho: rho, epsilon: epsilon, weightDecay: weightDecay,
        maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<AdadeltaOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        AdadeltaUpdate(
          learningRate: options.learningRate, rho: options.rho, epsilon: options.epsilon),
        (update.kept("square_avg"), update.kept("acc_delta"), nil)
      )
    }
  }
}

/// The settings of ``Adadelta``.
public struct AdadeltaOptions: OptimizerOptions {
  public var learningRate: Double
  public var rho: Double
  public var epsilon: Double
  public var weightDecay: Double
  public var maximize: Bool

  public static var settings: [OptimizerSetting<AdadeltaOptions>] {
    [
      .number("lr", \.learningRate), .number("rho", \.rho), .number("eps", \.epsilon),
      .number("weight_decay", \.weightDecay), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [.step, .tensor("square_avg"), .tensor("acc_delta")]
  }

  public var problem: String? {
    if !(0...1).contains(rho) { return "rho is \(rho) but must be in 0…1" }
    return negative(
      ("learningRate", learningRate), ("epsilon", epsilon), ("weightDecay", weightDecay))
  }
}
