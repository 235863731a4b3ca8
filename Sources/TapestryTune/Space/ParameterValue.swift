/// The value of a hyper-parameter.
public enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
  case float(Double)
  case int(Int)
  /// A choice, by its name.
  case choice(String)

  public var description: String {
    switch self {
    case .float(let number): "\(number)"
    case .int(let number): "\(number)"
    case .choice(let name): name
    }
  }

  /// The number; nil for a choice.
  public var number: Double? {
    switch self {
    case .float(let number): number
    case .int(let number): Double(number)
    case .choice: nil
    }
  }
}

extension ParameterValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral, ExpressibleByBooleanLiteral
{
  public init(floatLiteral value: Double) { self = .float(value) }
  public init(integerLiteral value: Int) { self = .int(value) }
  public init(stringLiteral value: String) { self = .choice(value) }
  public init(booleanLiteral value: Bool) { self = .choice("\(value)") }
}

/// A hyper-parameter of a trial: what was asked for and what was given.
public struct TrialParameter: Hashable, Sendable {
  public let name: String
  public let distribution: Distribution
  /// The value as samplers see it; see ``Distribution``.
  public let code: Double

  public init(name: String, distribution: Distribution, code: Double) {
    (self.name, self.distribution, self.code) = (name, distribution, code)
  }

  public var value: ParameterValue { distribution.value(code) }
}
