/// A 16-bit floating-point number with the range of `Float` and 8 bits of precision: the upper half of a `Float`'s bits.
///
/// It stores; to compute, convert to `Float`, which is exact, and back, which rounds to the nearest, ties to even.
public struct BFloat16: Sendable {
  public var bitPattern: UInt16

  public init(bitPattern: UInt16) { self.bitPattern = bitPattern }

  public init(_ value: Float) {
    let bits = value.bitPattern
    let rounded = (bits &+ 0x7fff &+ (bits >> 16 & 1)) >> 16
    bitPattern = value.isNaN ? 0x7fc0 : UInt16(truncatingIfNeeded: rounded)
  }

  /// The number rounded to `Float` and then to 16 bits, as PyTorch does it.
  public init(_ value: Double) { self.init(Float(value)) }

  public var isNaN: Bool { Float(self).isNaN }
  public var isFinite: Bool { Float(self).isFinite }

  /// The next smaller number.
  public var nextDown: BFloat16 {
    let isNegative = bitPattern & 0x8000 != 0
    if bitPattern & 0x7fff == 0 { return BFloat16(bitPattern: 0x8001) }
    if isNaN || (isNegative && !isFinite) { return self }
    return BFloat16(bitPattern: isNegative ? bitPattern + 1 : bitPattern - 1)
  }

  public static let infinity = BFloat16(bitPattern: 0x7f80)
  public static let nan = BFloat16(bitPattern: 0x7fc0)
}

extension Float {
  public init(_ value: BFloat16) { self.init(bitPattern: UInt32(value.bitPattern) << 16) }
}

extension Double {
  public init(_ value: BFloat16) { self.init(Float(value)) }
}

extension BFloat16: Hashable, Comparable {
  public static func == (a: BFloat16, b: BFloat16) -> Bool { Float(a) == Float(b) }
  public static func < (a: BFloat16, b: BFloat16) -> Bool { Float(a) < Float(b) }
  public func hash(into hasher: inout Hasher) { Float(self).hash(into: &hasher) }
}

extension BFloat16: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Float) { self.init(value) }
  public init(integerLiteral value: Int) { self.init(Float(value)) }
}

extension BFloat16: CustomStringConvertible {
  /// The fewest digits that tell the number from all others: `0.1`, `3.14`, `1e+10`.
  public var description: String {
    // Four digits always tell numbers of 8 bits apart.
    shortestText(of: Double(self), digits: 4) { BFloat16($0) == BFloat16(Double(self).magnitude) }
  }
}

extension Float16 {
  /// The fewest digits that tell the number from all others; Swift's own text shows whole numbers to the last digit.
  var shortestText: String {
    TapestryCore.shortestText(of: Double(self), digits: 5) { Float16($0) == magnitude }
  }
}

/// - Parameters:
///   - digits: how many are enough for any number of the type.
///   - isSame: whether a number is rounded to the magnitude of `value`.
private func shortestText(of value: Double, digits: Int, isSame: (Double) -> Bool) -> String {
  if !value.isFinite || value == 0 { return value.description }
  let exact = DecimalDigits(value.magnitude)
  var shortest = value.magnitude
  for count in 1...digits {
    let rounded = DecimalDigits(value.magnitude, rounding: exact, to: count)
    shortest = Double("0.\(rounded.text)e\(rounded.exponent)")!
    if isSame(shortest) { break }
  }
  return (value < 0 ? -shortest : shortest).description
}
