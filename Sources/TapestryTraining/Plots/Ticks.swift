import Glibc

/// Positions along an axis that people find easy to read: multiples of 1, 2 or 5 times a power of ten.
///
/// After Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
package struct Ticks {
  /// The positions, ascending; none outside of what was asked for.
  package let values: [Double]

  /// How many decimals tell neighbours apart.
  package let decimals: Int

  private let step: Double

  /// About `count` ticks within `range`, at least `leastStep` apart.
  package init(within range: ClosedRange<Double>, about count: Int, leastStep: Double = 0) {
    let nice = Self.niceStep(covering: range.upperBound - range.lowerBound, in: max(1, count))
    step = max(nice, leastStep)
    // A bound that is a multiple itself must not be lost to the rounding of the division.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    let step = step
    values = stride(from: first, through: last, by: 1).map { $0 * step }
    decimals = max(0, Int(-log10(step).rounded(.down)))
  }

  /// The text that stands at `value`. Where the numbers are too large or too small to be read so, all of them
  /// are written with a power of ten.
  package func label(_ value: Double) -> String { label(value, offset: 0) }

  /// The same less `offset`, of which the axis tells.
  func label(_ value: Double, offset: Double) -> String {
    let value = value - offset
    let largest = [values.first, values.last].map { (($0 ?? offset) - offset).magnitude }.max()!
    guard largest >= 1e7 || decimals > 5 else { return value.fixed(decimals, grouped: true) }
    guard value != 0 else { return "0" }
    let digits = log10(largest).rounded(.down) - log10(step).rounded(.down)
    return powerOfTenText(value, decimals: max(0, min(15, Int(digits))))
  }

  /// `range` widened to whole steps, so that ticks stand at both of its ends.
  package static func niceRange(
    around range: ClosedRange<Double>, about count: Int
  ) -> ClosedRange<Double> {
    let step = niceStep(covering: range.upperBound - range.lowerBound, in: max(1, count))
    let low = (range.lowerBound / step + 1e-9).rounded(.down) * step
    let high = (range.upperBound / step - 1e-9).rounded(.up) * step
    return low...high
  }

  private static func niceStep(covering extent: Double, in count: Int) -> Double {
    let rough = extent / Double(count)
    let power = pow(10, log10(rough).rounded(.down))
    return switch rough / power {
    case ..<1.5: power
    case ..<3: 2 * power
    case ..<7: 5 * power
    default: 10 * power
    }
  }
}

/// `1.5e-5`: a number with one digit before its point.
func powerOfTenText(_ value: Double, decimals: Int) -> String {
  var exponent = Int(log10(value.magnitude).rounded(.down))
  var mantissa = value / pow(10, Double(exponent))
  // Rounding may give it a second digit.
  if mantissa.magnitude.fixed(decimals).hasPrefix("10") {
    exponent += 1
    mantissa /= 10
  }
  return "\(shortText(mantissa, decimals: decimals))e\(exponent)"
}

/// A number with at most so many decimals, and none of them 0 at the end.
func shortText(_ value: Double, decimals: Int) -> String {
  var digits = value.fixed(decimals)
  if digits.contains(".") {
    while digits.last == "0" { digits.removeLast() }
    if digits.last == "." { digits.removeLast() }
  }
  return digits
}
