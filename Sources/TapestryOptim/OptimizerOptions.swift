import TapestryCore

/// The settings of one group of parameters.
///
/// What all optimizers do alike is the base's: it turns gradients where ``maximize`` is set and lets parameters decay;
/// see ``ParameterUpdate``.
public protocol OptimizerOptions: Sendable {
  var learningRate: Double { get set }

  /// Whether steps go along the gradient instead of against it. False where an optimizer has no such setting.
  var maximize: Bool { get }

  /// How much of a parameter is added to its gradient, or, where `decouplesWeightDecay`, by how much times the learning
  /// rate a step makes it smaller. 0 where an optimizer has no such setting.
  var weightDecay: Double { get }

  /// Whether parameters decay by themselves rather than through their gradients (Loshchilov & Hutter, 2019). False
  /// where an optimizer has no such setting.
  var decouplesWeightDecay: Bool { get }

  /// The settings by the names under which they are saved: PyTorch's.
  static var settings: [OptimizerSetting<Self>] { get }

  /// What the optimizer keeps for each parameter, by PyTorch's names.
  static var state: [OptimizerStateEntry] { get }

  /// What is wrong with a setting, in words; nil where all is well.
  var problem: String? { get }

  /// Why the optimizer cannot train a parameter, in words; nil, as by default, where it can.
  static func problem(with parameter: Parameter) -> String?
}

extension OptimizerOptions {
  public var maximize: Bool { false }
  public var weightDecay: Double { 0 }
  public var decouplesWeightDecay: Bool { false }
  public static func problem(with parameter: Parameter) -> String? { nil }

  /// What the base does before a rule's own part.
  var prelude: UpdatePrelude {
    decouplesWeightDecay
      ? UpdatePrelude(maximize: maximize, shrink: 1 - learningRate * weightDecay)
      : UpdatePrelude(maximize: maximize, decay: weightDecay)
  }

  /// The first of some settings that is negative or no number.
  func negative(_ settings: (name: String, value: Double)...) -> String? {
    settings.first { !($0.value >= 0) }.map { "\($0.name) is \($0.value) but cannot be negative" }
  }

  /// What is wrong with the shares that two running means keep.
  func outOfRange(betas: (Double, Double)) -> String? {
    (0..<1).contains(betas.0) && (0..<1).contains(betas.1)
      ? nil : "betas are \(betas.0) and \(betas.1) but must be in 0..<1"
  }
}
