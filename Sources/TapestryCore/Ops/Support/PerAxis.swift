/// A whole number for each spatial axis, written as one number where all are equal: `stride: 2`, `stride: [2, 1]`.
public struct PerAxis: Sendable, Hashable {
  private let values: [Int]

  /// The same for every axis.
  public init(_ value: Int) { values = [value] }

  /// One number for each axis, the first for the first spatial axis.
  public init(_ values: [Int]) { self.values = values }

  /// The numbers of `count` axes; any other number of them is a mistake.
  package func resolved(
    _ op: String, _ name: String, count: Int, atLeast least: Int, file: StaticString, line: UInt
  ) -> [Int] {
    let all = values.count == 1 ? Array(repeating: values[0], count: count) : values
    demand(
      all.count == count,
      "\(op): \(name) \(values) must be one number, or one for each of \(count) axes",
      file: file, line: line)
    demand(
      all.allSatisfy { $0 >= least }, "\(op): \(name) \(self) must be at least \(least)",
      file: file,
      line: line)
    return all
  }
}

extension PerAxis: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, CustomStringConvertible {
  public init(integerLiteral value: Int) { self.init(value) }
  public init(arrayLiteral elements: Int...) { self.init(elements) }

  public var description: String { values.count == 1 ? "\(values[0])" : "\(values)" }
}

/// The zeros that a convolution reads beyond its input's borders: numbers for each axis (`padding: 1`, `padding: [1, 0]`), or
/// what the result's size shall be.
public enum ConvolutionPadding: Sendable, Hashable {
  /// As many zeros on both sides of each axis.
  case sizes(PerAxis)
  /// As many as make the result as large as the input; where their number is odd, one more behind. The stride must be 1.
  case same
  /// None.
  case valid
}

extension ConvolutionPadding: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  public init(integerLiteral value: Int) { self = .sizes(PerAxis(value)) }
  public init(arrayLiteral elements: Int...) { self = .sizes(PerAxis(elements)) }
}

extension ConvolutionPadding: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sizes(let sizes): "\(sizes)"
    case .same: ".same"
    case .valid: ".valid"
    }
  }
}

/// A factor for each spatial axis, written as one number where all are equal: `scaleFactor: 2`, `scaleFactor: [2, 0.5]`.
public struct ScalePerAxis: Sendable, Hashable {
  private let values: [Double]

  /// The same for every axis.
  public init(_ value: Double) { values = [value] }

  /// One factor for each axis.
  public init(_ values: [Double]) { self.values = values }

  package func resolved(
    _ op: String, _ name: String, count: Int, file: StaticString, line: UInt
  ) -> [Double] {
    let all = values.count == 1 ? Array(repeating: values[0], count: count) : values
    demand(
      all.count == count && all.allSatisfy { $0 > 0 && $0.isFinite },
      "\(op): \(name) \(values) must be one positive number, or one for each of \(count) axes",
      file: file, line: line)
    return all
  }
}

extension ScalePerAxis: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByArrayLiteral, CustomStringConvertible
{
  public init(integerLiteral value: Int) { self.init(Double(value)) }
  public init(floatLiteral value: Double) { self.init(value) }
  public init(arrayLiteral elements: Double...) { self.init(elements) }

  public var description: String { values.count == 1 ? "\(values[0])" : "\(values)" }
}
