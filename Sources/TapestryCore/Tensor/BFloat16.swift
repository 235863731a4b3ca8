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
    let exact = Double(self)
    if !exact.isFinite || exact == 0 { return exact.description }
    // Four digits always tell numbers of 8 bits apart.
    for count in 1...4 {
      let digits = DecimalDigits(
        exact.magnitude, rounding: DecimalDigits(exact.magnitude), to: count)
      let shorter = Double("0.\(digits.text)e\(digits.exponent)")!
      if count == 4 || BFloat16(shorter) == BFloat16(exact.magnitude) {
        return (exact < 0 ? -shorter : shorter).description
      }
    }
    return exact.description
  }
}
