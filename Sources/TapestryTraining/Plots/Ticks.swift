import Glibc

/// Positions along an axis that people find easy to read: multiples of 1, 2 or 5 times a power of ten.
///
/// After Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990.
package struct Ticks {
  /// The positions, ascending; at least two, and none outside of what was asked for.
  package let values: [Double]

  /// How many decimals tell neighbours apart.
  package let decimals: Int

  /// About `count` ticks within `range`.
  package init(within range: ClosedRange<Double>, about count: Int) {
    let step = Self.niceStep(covering: range.upperBound - range.lowerBound, in: max(1, count))
    // A bound that is a multiple itself must not be lost to the rounding of the division.
    let first = (range.lowerBound / step - 1e-9).rounded(.up)
    let last = (range.upperBound / step + 1e-9).rounded(.down)
    values = stride(from: first, through: last, by: 1).map { $0 * step }
    decimals = max(0, Int(-log10(step).rounded(.down)))
  }

  /// The text that stands at `value`.
  package func label(_ value: Double) -> String {
    value.fixed(decimals, grouped: true)
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
