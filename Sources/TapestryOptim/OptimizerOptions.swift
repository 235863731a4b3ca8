/// The settings of one group of parameters.
public protocol OptimizerOptions: Sendable {
  var learningRate: Double { get set }

  /// The settings by the names under which they are saved: PyTorch's.
  static var settings: [OptimizerSetting<Self>] { get }

  /// The names of the tensors that the optimizer keeps for each parameter: those that every step leaves, and those that depend.
  static var stateNames: (always: [String], sometimes: [String]) { get }

  /// What is wrong with a setting, in words; nil where all is well.
  var problem: String? { get }
}

/// One setting and its name.
public enum OptimizerSetting<Options> {
  case number(String, WritableKeyPath<Options, Double>)
  case pair(String, WritableKeyPath<Options, (Double, Double)>)
  case flag(String, WritableKeyPath<Options, Bool>)

  var name: String {
    switch self {
    case .number(let name, _), .pair(let name, _), .flag(let name, _): name
    }
  }

  func values(in options: Options) -> [Double] {
    switch self {
    case .number(_, let path): [options[keyPath: path]]
    case .pair(_, let path): [options[keyPath: path].0, options[keyPath: path].1]
    case .flag(_, let path): [options[keyPath: path] ? 1 : 0]
    }
  }

  /// False where there are not as many values as the setting has.
  func set(_ values: [Double], in options: inout Options) -> Bool {
    switch self {
    case .number(_, let path) where values.count == 1: options[keyPath: path] = values[0]
    case .pair(_, let path) where values.count == 2:
      options[keyPath: path] = (values[0], values[1])
    case .flag(_, let path) where values.count == 1: options[keyPath: path] = values[0] != 0
    default: return false
    }
    return true
  }
}

extension OptimizerOptions {
  /// The first of some settings that is negative or no number.
  func negative(_ settings: (name: String, value: Double)...) -> String? {
    settings.first { !($0.value >= 0) }.map { "\($0.name) is \($0.value) but cannot be negative" }
  }
}
