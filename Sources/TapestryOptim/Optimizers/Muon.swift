import TapestryCore

/// Momentum whose steps are made orthogonal: all directions in which a matrix can move get steps of about one size.
/// `torch.optim.Muon`; Jordan et al., 2024.
///
/// For the matrices of hidden layers; biases, embeddings and last layers are better left to ``AdamW``. PyTorch makes steps
/// orthogonal in bfloat16; here they are computed in the parameter's own dtype, in float32 for 16-bit floats, so that steps
/// differ from PyTorch's by bfloat16's rounding.
public final class Muon: GroupedOptimizer<MuonOptions> {
  /// - Parameters:
  ///   - parameters: matrices, `[rows, columns]`.
  ///   - weightDecay: times the learning rate, how much smaller each step makes a parameter.
  ///   - momentum: how much of the running mean of gradients stays at each step.
  ///   - nesterov: looks one step ahead.
  ///   - nsCoefficients: of the polynomial `ax + bx³ + cx⁵` that brings singular values towards 1.
  ///   - epsilon: the least norm that a step is divided by.
  ///   - nsSteps: how often the polynomial is applied; below 100.
  ///   - adjustment: how steps depend on the matrix's shape.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-3, weightDecay: Double = 0.1,
    momentum: Double = 0.95, nesterov: Bool = true,
    nsCoefficients: (Double, Double, Double) = (3.4445, -4.775, 2.0315), epsilon: Double = 1e-7,
    nsSteps: Int = 5, adjustment: MuonOptions.Adjustment = .original,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: MuonOptions(
        learningRate: learningRate, weightDecay: weightDecay, momentum: momentum,
        nesterov: nesterov, nsCoefficients: nsCoefficients, epsilon: epsilon, nsSteps: nsSteps,
        adjustment: adjustment), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<MuonOptions>]) {
    for update in updates where update.parameter.count > 0 {
      let (options, parameter) = (update.options, update.parameter)
      let gradient = update.gradient.computable
      let kept = update.kept("momentum_buffer")
      let mean = kept.lerp(gradient, weight: 1 - options.momentum)
      update.state["momentum_buffer"] = mean
      let ahead = options.nesterov ? gradient.lerp(mean, weight: options.momentum) : mean
      let direction = Muon.orthogonalized(ahead, options)
      update.descend(by: direction * options.rate(for: parameter.shape))
    }
  }

  /// A matrix with the singular vectors of `matrix` and singular values near 1, by Newton and Schulz's iteration.
  private static func orthogonalized(_ matrix: Tensor, _ options: MuonOptions) -> Tensor {
    let isTall = matrix.shape[0] > matrix.shape[1]
    let (a, b, c) = options.nsCoefficients
    var x = isTall ? matrix.transposed() : matrix
    x = x / max(x.vectorNorm().item(), options.epsilon)
    for _ in 0..<options.nsSteps {
      let gram = x.matmul(x.transposed())
      x = x.addmm(gram.addmm(gram, gram, beta: b, alpha: c), x, beta: a)
    }
    return isTall ? x.transposed() : x
  }
}

/// The settings of ``Muon``.
public struct MuonOptions: OptimizerOptions {
  /// How the learning rate depends on a matrix's shape.
  public enum Adjustment: Int, Sendable {
    /// Times the root of rows over columns, where that is above 1.
    case original
    /// Times a fifth of the root of the longer side, which makes steps as long as ``AdamW``'s (Liu et al., 2025).
    case matchRMSAdamW
  }

  public var learningRate: Double
  public var weightDecay: Double
  public var momentum: Double
  public var nesterov: Bool
  public var nsCoefficients: (Double, Double, Double)
  public var epsilon: Double
  public var nsSteps: Int
  public var adjustment: Adjustment

  public var decouplesWeightDecay: Bool { true }

  func rate(for shape: Shape) -> Double {
    let (rows, columns) = (Double(shape[0]), Double(shape[1]))
    return switch adjustment {
    case .original: learningRate * max(1, rows / columns).squareRoot()
    case .matchRMSAdamW: learningRate * 0.2 * max(rows, columns).squareRoot()
    }
  }

  public static var settings: [OptimizerSetting<MuonOptions>] {
    [
      .number("lr", \.learningRate), .number("weight_decay", \.weightDecay),
      .number("momentum", \.momentum), .flag("nesterov", \.nesterov),
      .triple("ns_coefficients", \.nsCoefficients), .number("eps", \.epsilon),
      .integer("ns_steps", \.nsSteps), .choice("adjust_lr_fn", \.adjustment),
    ]
  }

  public static var state: [OptimizerStateEntry] { [.tensor("momentum_buffer")] }

  public var problem: String? {
    if !(0..<100).contains(nsSteps) {
      return "nsSteps is \(nsSteps) but must be in 0..<100"
    }
    return negative(
      ("learningRate", learningRate), ("weightDecay", weightDecay), ("momentum", momentum))
  }

  public static func problem(with parameter: Parameter) -> String? {
    parameter.rank == 2 ? nil : "a parameter of shape \(parameter.shape) is no matrix"
  }
}
