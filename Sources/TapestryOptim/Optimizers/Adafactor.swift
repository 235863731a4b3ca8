import Glibc
import TapestryCore

/// Adam without a first moment, which keeps the second moments of a matrix as one number a row and one a column.
/// `torch.optim.Adafactor`; Shazeer & Stern, 2018.
///
/// Parameters of two and more axes are stacks of matrices, one for each place of the axes before the last two. Steps are
/// measured by the size of the parameter itself, and the learning rate is the most that they can be of it.
public final class Adafactor: GroupedOptimizer<AdafactorOptions> {
  /// - Parameters:
  ///   - beta2Decay: step `n` takes a share of `n` to this power of the new squares into the second moments; not above 0.
  ///   - epsilon: the least root of a second moment, by default the dtype's own epsilon, and the least size of a parameter.
  ///   - clippingThreshold: the largest step in units of the root of the second moment; at least 1.
  ///   - weightDecay: times the learning rate, how much smaller each step makes a parameter.
  ///   - maximize: steps along the gradient instead of against it.
  public convenience init(
    _ parameters: [Parameter], learningRate: Double = 1e-2, beta2Decay: Double = -0.8,
    epsilon: (Double?, Double) = (nil, 1e-3), clippingThreshold: Double = 1,
    weightDecay: Double = 0,
    maximize: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) {
    self.init(
      parameters,
      options: AdafactorOptions(
        learningRate: learningRate, beta2Decay: beta2Decay, epsilon: epsilon,
        clippingThreshold: clippingThreshold,
        weightDecay: weightDecay, maximize: maximize), file: file, line: line)
  }

  public override func update(_ updates: [ParameterUpdate<AdafactorOptions>]) {
    for update in updates where update.parameter.count > 0 { Adafactor.step(update) }
  }

  private static func step(_ update: ParameterUpdate<AdafactorOptions>) {
    let (options, parameter) = (update.options, update.parameter)
    let gradient = update.gradient.computable
    let step = Double(update.state.step)
    let least = options.epsilon.0 ?? smallestDifference(of: parameter.dtype)
    let rate =
      max(options.epsilon.1, size(parameter.computable))
      * min(options.learningRate, 1 / step.squareRoot())
    let moment = secondMoment(
      update, gradient: gradient, share: pow(step, options.beta2Decay), least: least)
    let direction = gradient * moment.clamped(min: least * least).rsqrt()
    let clipped = max(1, size(direction) / options.clippingThreshold)
    update.descend(by: direction * (rate / clipped))
  }

  /// The estimate of the gradient's mean square, kept as a tensor of the parameter's shape or as the means of rows and columns.
  private static func secondMoment(
    _ update: ParameterUpdate<AdafactorOptions>, gradient: Tensor, share: Double, least: Double
  ) -> Tensor {
    let squares = gradient.square()
    func kept(_ name: String, _ new: Tensor) -> Tensor {
      let old = update.state.tensor(name, like: update.parameter, shape: new.shape)
      let mean = old.lerp(new, weight: share)
      update.state[name] = mean
      return mean
    }
    guard gradient.rank > 1 else { return kept("variance", squares) }
    let rows = kept("row_var", squares.mean(axes: [-1], keepDims: true))
    let columns = kept("col_var", squares.mean(axes: [-2], keepDims: true))
    return rows * columns / rows.mean(axes: [-2], keepDims: true).clamped(min: least)
  }

  /// The root of the mean square of all elements.
  private static func size(_ tensor: Tensor) -> Double {
    tensor.vectorNorm().item() / Double(tensor.count).squareRoot()
  }

  /// The distance from 1 to the next number of a dtype.
  private static func smallestDifference(of dtype: DType) -> Double {
    switch dtype {
    case .float64: Double.ulpOfOne
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    default: Double(Float.ulpOfOne)
    }
  }
}

/// The settings of ``Adafactor``.
public struct AdafactorOptions: OptimizerOptions {
  public var learningRate: Double
  public var beta2Decay: Double
  public var epsilon: (Double?, Double)
  public var clippingThreshold: Double
  public var weightDecay: Double
  public var maximize: Bool

  public var decouplesWeightDecay: Bool { true }

  /// `epsilon` for saving, in which NaN stands for none.
  private var savedEpsilon: (Double, Double) {
    get { (epsilon.0 ?? .nan, epsilon.1) }
    set { epsilon = (newValue.0.isNaN ? nil : newValue.0, newValue.1) }
  }

  public static var settings: [OptimizerSetting<AdafactorOptions>] {
    [
      .number("lr", \.learningRate), .number("beta2_decay", \.beta2Decay),
      .pair("eps", \.savedEpsilon), .number("d", \.clippingThreshold),
      .number("weight_decay", \.weightDecay), .flag("maximize", \.maximize),
    ]
  }

  public static var state: [OptimizerStateEntry] {
    [
      .step,
      .tensor("row_var") { $0.count > 1 ? Shape($0.dropLast() + [1]) : nil },
      .tensor("col_var") { $0.count > 1 ? Shape($0.dropLast(2) + [1, $0[$0.count - 1]]) : nil },
      .tensor("variance") { $0.count > 1 ? nil : $0 },
    ]
  }

  public var problem: String? {
    if !(beta2Decay <= 0) { return "beta2Decay is \(beta2Decay) but cannot be above 0" }
    if !(clippingThreshold >= 1) {
      return "clippingThreshold is \(clippingThreshold) but must be at least 1"
    }
    return negative(
      ("learningRate", learningRate), ("epsilon.0", epsilon.0 ?? 0), ("epsilon.1", epsilon.1),
      ("weightDecay", weightDecay))
  }
}
