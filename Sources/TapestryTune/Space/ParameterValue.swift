import TapestryCore

/// The value of a hyper-parameter.
public enum ParameterValue: Hashable, Sendable, CustomStringConvertible {
  /// A real number.
  case float(Double)
  /// A whole number.
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
  /// A real number.
  public init(floatLiteral value: Double) { self = .float(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A choice by its name.
  public init(stringLiteral value: String) { self = .choice(value) }
  /// Yes or no, which are choices.
  public init(booleanLiteral value: Bool) { self = .choice("\(value)") }
}

/// A hyper-parameter of a trial: what was asked for and what was given.
public struct TrialParameter: Hashable, Sendable {
  /// The name under which the objective asked for it.
  public let name: String
  /// The values that it might have had.
  public let distribution: Distribution
  /// The value as samplers see it; see ``Distribution``.
  public let code: Double

  /// - Parameter code: the value's among those of the distribution.
  public init(name: String, distribution: Distribution, code: Double) {
    (self.name, self.distribution, self.code) = (name, distribution, code)
  }

  /// A hyper-parameter that is known.
  ///
  /// - Parameter value: one of the distribution's.
  public init(
    _ name: String, _ distribution: Distribution, _ value: ParameterValue,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    if let problem = distribution.problem {
      mistake("TrialParameter: '\(name)': \(problem)", file: file, line: line)
    }
    guard let code = distribution.code(of: value) else {
      mistake(
        "TrialParameter: '\(name)': \(value) is not a value of \(distribution)", file: file,
        line: line)
    }
    self.init(name: name, distribution: distribution, code: code)
  }

  /// What the objective got.
  public var value: ParameterValue { distribution.value(code) }
}
