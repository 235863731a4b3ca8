import TapestryCore

/// Steps along the gradient's sign whose sizes grow while the sign stays and shrink where it changes; for whole batches only.
/// `torch.optim.Rprop`; Riedmiller & Braun, 1993.
public final class Rprop: GroupedOptimizer<RpropOptions> {
  /// - Parameters:
  ///   - learningRate: the size of the first step; later changes of it have no effect.
  ///   - etas: the factors of sizes that shrink, below 1, and that grow, above 1.
  ///   - stepSizes: the smallest and the largest size.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-2, etas: (Double, Double) = (0.5, 1.2),
    stepSizes: (Double, Double) = (1e-6, 50), maximize: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) {
    self.init(
      parameters,
      options: RpropOptions(
        learningRate: learningRate, etas: etas, stepSizes: stepSizes, maximize: maximize),
      file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<RpropOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      return (
        RpropUpdate(factors: options.etas, sizes: options.stepSizes),
        (update.kept("prev"), update.kept("step_size", filledWith: options.learningRate), nil)
      )
    }
  }
}

/// The settings of ``Rprop``.
public struct RpropOptions: OptimizerOptions {
  public var learningRate: Double
  public var etas: (Double, Double)
  public var stepSizes: (Double, Double)
  public var maximize: Bool

  public static var settings: [OptimizerSetting<RpropOptions>] {
    [
      .number("lr", \.learningRate), .pair("etas", \.etas), .pair("step_sizes", \.stepSizes),
      .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] { [.step, .tensor("prev"), .tensor("step_size")] }

  public var problem: String? {
    if !(0 < etas.0 && etas.0 < 1 && 1 < etas.1) {
      return "etas are \(etas.0) and \(etas.1) but must lie below and above 1"
    }
    return negative(("learningRate", learningRate))
  }
}
