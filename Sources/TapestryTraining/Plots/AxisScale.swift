import Glibc

/// Where numbers lie along an axis, from 0 at its beginning to 1 at its end, and what is written there.
struct AxisScale {
  struct Tick: Equatable {
    var position: Double
    var label: String
  }

  private let isLog, isReversed: Bool
  /// The ends; of a logarithmic axis, their logarithms.
  private let low, high: Double
  private let categories: [String]?
  /// Numbers between whole ones mean nothing on this axis.
  private let isWhole: Bool
  /// What the numbers at the axis are short of their values: those would share more digits than one can read.
  let offset: Double

  /// The axis that holds `values`.
  ///
  /// - Parameters:
  ///   - isNice: whether it is widened to whole steps, of which there are about `count`.
  ///   - margin: how much of its length it is widened by, where it is not.
  init(
    _ axis: Plot.Axis, holding values: [Double], about count: Int, isNice: Bool, margin: Double = 0
  ) {
    isLog = axis.scale == .log && axis.categories == nil
    isReversed = axis.isReversed
    categories = axis.categories
    let isLog = isLog
    func placed(_ value: Double) -> Double { isLog ? log10(value) : value }
    if let names = axis.categories {
      isWhole = true
      (low, high) = (-0.5, Double(max(1, names.count)) - 0.5)
    } else if let range = axis.range, range.lowerBound < range.upperBound,
      Self.isDrawable(range.lowerBound, isLog: isLog),
      Self.isDrawable(range.upperBound, isLog: isLog)
    {
      isWhole = axis.isWhole
      (low, high) = (placed(range.lowerBound), placed(range.upperBound))
    } else {
      let drawable = values.filter { Self.isDrawable($0, isLog: isLog) }
      isWhole =
        axis.isWhole
        || !isLog
          && drawable.allSatisfy { $0 == $0.rounded() && $0.magnitude < 1e15 }
          && drawable.contains { $0 != drawable[0] }
      var range = Plot.extent(drawable.map(placed))
      if isNice, !isLog {
        range = Ticks.niceRange(around: range, about: count)
      } else if margin > 0 {
        let more = (range.upperBound - range.lowerBound) * margin
        range = range.lowerBound - more...range.upperBound + more
      }
      (low, high) = (range.lowerBound, range.upperBound)
    }
    let hasNumbers = !isLog && axis.categories == nil
    offset = hasNumbers ? Self.offset(of: low...high) : 0
  }

  private static func offset(of range: ClosedRange<Double>) -> Double {
    let extent = range.upperBound - range.lowerBound
    guard max(range.lowerBound.magnitude, range.upperBound.magnitude) > 1e6 * extent else {
      return 0
    }
    let unit = pow(10, log10(extent).rounded(.up))
    // Division by a power of ten that is a whole number is more exact than multiplication by a fraction.
    let (parts, whole) = unit < 1 ? ((1 / unit).rounded(), 1) : (1, unit)
    // A bound that is a multiple itself must not be lost to rounding.
    return (range.lowerBound * parts / whole + 1e-3).rounded(.down) / parts * whole
  }

  /// An axis's label, with what its numbers are short of: `loss − 1e9`.
  func completed(_ label: String) -> String {
    guard offset != 0 else { return label }
    let amount =
      (1e-3..<1e7).contains(offset.magnitude)
      ? shortText(offset.magnitude, decimals: 13)
      : powerOfTenText(offset.magnitude, decimals: 12)
    if label.isEmpty { return "\(offset < 0 ? "−" : "+") \(amount)" }
    return "\(label) \(offset < 0 ? "+" : "−") \(amount)"
  }

  /// Whether axes that hold `value` have an extent and steps that a Double can tell apart.
  static func isDrawable(_ value: Double, isLog: Bool) -> Bool {
    value.magnitude < Plot.largestValue && (!isLog || value > 1 / Plot.largestValue)
  }

  func isDrawable(_ value: Double) -> Bool { Self.isDrawable(value, isLog: isLog) }

  /// Where a drawable number lies; below 0 and above 1 if beyond the ends.
  func position(_ value: Double) -> Double {
    let share = ((isLog ? log10(value) : value) - low) / (high - low)
    return isReversed ? 1 - share : share
  }

  /// How much the axis spans; nil where equal steps of numbers are not equally long.
  var extent: Double? { isLog || categories != nil ? nil : high - low }

  /// What bars stand on: zero, or the beginning where that has no place.
  var base: Double {
    isLog ? (isReversed ? 1 : 0) : max(0, min(1, position(0)))
  }

  /// The number at `position`.
  func value(_ position: Double) -> Double {
    let share = isReversed ? 1 - position : position
    let placed = low + share * (high - low)
    return isLog ? pow(10, placed) : placed
  }

  // MARK: Ticks

  /// As many ticks as there is room for, about `count` at most, so that their labels keep clear of each other.
  ///
  /// - Parameters:
  ///   - length: the axis's length.
  ///   - extent: how much of it a label takes, its gap to the next included.
  func ticks(about count: Int, length: Double, extent: (String) -> Double) -> [Tick] {
    func keepClear(_ ticks: [Tick]) -> Bool {
      zip(ticks, ticks.dropFirst()).allSatisfy { a, b in
        (b.position - a.position).magnitude * length >= (extent(a.label) + extent(b.label)) / 2
      }
    }
    let candidates = candidates(about: count)
    if let ticks = candidates.first(where: keepClear) { return ticks }
    // Even the fewest are too many: those are left out that meet one that stays.
    var kept: [Tick] = []
    for tick in candidates.last ?? [] where keepClear(kept.suffix(1) + [tick]) {
      kept.append(tick)
    }
    return kept
  }

  /// Ticks from many to few.
  private func candidates(about count: Int) -> [[Tick]] {
    if let categories {
      return [
        categories.enumerated().map { Tick(position: position(Double($0)), label: $1) }
      ]
    }
    let counts = stride(from: max(1, count), through: 1, by: -1)
    let few = log10Range
    guard isLog, few.upperBound - few.lowerBound >= 0.7 else {
      let range = isLog ? pow(10, low)...pow(10, high) : low...high
      return counts.map { count in
        let ticks = Ticks(within: range, about: count, leastStep: isWhole ? 1 : 0)
        return ticks.values.map {
          Tick(position: position($0), label: ticks.label($0, offset: offset))
        }
      }
    }
    let decades = Int(low.rounded(.down))...Int(high.rounded(.up))
    let steps =
      [[1.0, 2, 5], [1, 3], [1]].map { logTicks(decades, every: 1, $0) }
      + [2, 3, 5, 10, 20, 50].map { logTicks(decades, every: $0, [1]) }
    let enough = steps.filter { (2...count + 2).contains($0.count) }
    return enough.isEmpty ? [steps[0]] : enough
  }

  private var log10Range: ClosedRange<Double> { low...high }

  private func logTicks(_ decades: ClosedRange<Int>, every: Int, _ factors: [Double]) -> [Tick] {
    decades.filter { $0.isMultiple(of: every) }.flatMap { decade in
      factors.map { $0 * pow(10, Double(decade)) }
    }.compactMap { value in
      let place = log10(value)
      guard place >= low - 1e-9, place <= high + 1e-9, !isWhole || value > 0.99 else { return nil }
      return Tick(position: position(value), label: Self.logLabel(value))
    }
  }

  private static func logLabel(_ value: Double) -> String {
    guard value >= 0.99e-4, value < 0.99e7 else { return powerOfTenText(value, decimals: 0) }
    return value.fixed(max(0, Int(-(log10(value) + 1e-9).rounded(.down))), grouped: true)
  }
}

extension Plot {
  /// Numbers beyond have no place in a plot: their differences could not be told.
  static let largestValue = 1e100

  /// The least range that holds `values`, made wide enough to have two ends that a Double tells apart.
  static func extent(_ values: [Double]) -> ClosedRange<Double> {
    guard let low = values.min(), let high = values.max() else { return 0...1 }
    let least = max(low.magnitude, high.magnitude) * 1e-12
    guard high - low <= least else { return low...high }
    let padding = low == 0 ? 1 : low.magnitude / 10
    return low - padding...high + padding
  }
}
