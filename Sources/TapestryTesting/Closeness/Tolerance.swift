import TapestryCore

/// How far apart two numbers may be and still count as equal: `|actual − expected| ≤ absolute + relative · |expected|`.
public struct Tolerance: Sendable, Hashable {
  public var relative: Double
  public var absolute: Double

  public init(relative: Double, absolute: Double) {
    self.relative = relative
    self.absolute = absolute
  }

  /// Equal bit for bit, but for the sign of zero and the kind of NaN.
  public static let exact = Tolerance(relative: 0, absolute: 0)

  /// What results of a dtype are held to unless a test says otherwise; `torch.testing.assert_close`.
  ///
  /// 1.3·10⁻⁶ relative and 10⁻⁵ absolute for float32, 10⁻⁷ for float64, 10⁻³ and 1.6·10⁻² relative and 10⁻⁵ absolute for float16
  /// and bfloat16, and equality for the rest.
  public static func standard(for dtype: DType) -> Tolerance {
    switch dtype {
    case .float32: Tolerance(relative: 1.3e-6, absolute: 1e-5)
    case .float64: Tolerance(relative: 1e-7, absolute: 1e-7)
    case .float16: Tolerance(relative: 1e-3, absolute: 1e-5)
    case .bfloat16: Tolerance(relative: 1.6e-2, absolute: 1e-5)
    case .int64, .int32, .int16, .int8, .uint8, .bool: .exact
    }
  }

  /// Whether two numbers are close. NaN is close to NaN alone, an infinity to itself alone.
  public func accepts(_ actual: Double, _ expected: Double) -> Bool {
    distance(actual, expected) <= 1
  }

  /// How far apart two numbers are, in units of what is allowed: 0 where they are equal or both NaN, infinite where only one is finite.
  public func distance(_ actual: Double, _ expected: Double) -> Double {
    if actual == expected || (actual.isNaN && expected.isNaN) { return 0 }
    guard actual.isFinite && expected.isFinite else { return .infinity }
    return (actual - expected).magnitude / (absolute + relative * expected.magnitude)
  }
}
