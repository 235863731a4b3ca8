import TapestryCore

/// Stochastic gradient descent, with momentum if wanted. `torch.optim.SGD`.
///
/// With gradient `g` and velocity `v`, which starts as the first gradient:
/// `v = momentum · v + (1 - dampening) · g`, then `parameter -= learningRate · v`. With Nesterov's momentum
/// (Sutskever et al., 2013) the step is along `g + momentum · v`.
public final class SGD: GroupedOptimizer<SGDOptions> {
  /// - Parameters:
  ///   - weightDecay: how much of the parameter is added to its gradient.
  ///   - nesterov: needs a momentum, and no dampening.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, momentum: Double = 0,
    dampening: Double = 0, weightDecay: Double = 0, nesterov: Bool = false, maximize: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: SGDOptions(
        learningRate: learningRate, momentum: momentum, dampening: dampening,
        weightDecay: weightDecay, nesterov: nesterov, maximize: maximize),
      file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<SGDOptions>]) {
    fusedStep(updates) { update in
      let options = update.options
      let isFirst = update.state["momentum_buffer"] == nil
      return (
        SGDUpdate(
          learningRate: options.learningRate, momentum: options.momentum,
          dampening: options.dampening, nesterov: options.nesterov, isFirst: isFirst),
        (options.momentum == 0 ? nil : update.kept("momentum_buffer"), nil, nil)
      )
    }
  }
}

/// The settings of ``SGD``.
public struct SGDOptions: OptimizerOptions {
  public var learningRate: Double
  public var momentum: Double
  public var dampening: Double
  public var weightDecay: Double
  public var nesterov: Bool
  public var maximize: Bool

  public static var settings: [OptimizerSetting<SGDOptions>] {
    [
      .number("lr", \.learningRate), .number("momentum", \.momentum),
      .number("dampening", \.dampening), .number("weight_decay", \.weightDecay),
      .flag("nesterov", \.nesterov), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] { [.tensor("momentum_buffer", isOptional: true)] }

  public var problem: String? {
    if nesterov && (momentum == 0 || dampening != 0) {
      return "nesterov needs a momentum and no dampening, not \(momentum) and \(dampening)"
    }
    return negative(
      ("learningRate", learningRate), ("momentum", momentum), ("weightDecay", weightDecay))
  }
}
