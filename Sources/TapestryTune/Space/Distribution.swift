import Glibc

/// The values that a hyper-parameter may take, and the scale on which they are evenly spread.
///
/// Samplers work with *codes*: a float is its own code, an int is converted, a choice is its place in the list.
public enum Distribution: Hashable, Sendable {
  /// Real numbers; with a step only `lowerBound + k · step`.
  case float(ClosedRange<Double>, log: Bool = false, step: Double? = nil)
  /// Whole numbers `lowerBound + k · step`.
  case int(ClosedRange<Int>, log: Bool = false, step: Int = 1)
  /// One of several choices without an order, by their names.
  case categorical([String])

  /// Whether the values have no order.
  public var isCategorical: Bool {
    if case .categorical = self { true } else { false }
  }

  /// How many values there are; nil for a continuum.
  public var count: Int? {
    switch self {
    case .float(let range, _, let step):
      if range.lowerBound == range.upperBound { return 1 }
      // A quotient that rounding leaves a little below a whole number counts as that number.
      return step.map { Int((range.upperBound - range.lowerBound) / $0 + 1e-9) + 1 }
    case .int(let range, _, let step): return (range.upperBound - range.lowerBound) / step + 1
    case .categorical(let choices): return choices.count
    }
  }

  /// The value behind a code.
  public func value(_ code: Double) -> ParameterValue {
    switch self {
    case .float: .float(code)
    case .int: .int(Int(code))
    case .categorical(let choices): .choice(choices[Int(code)])
    }
  }

  /// The code of a value; nil where the value is not one of these.
  public func code(of value: ParameterValue) -> Double? {
    switch (self, value) {
    case (.float(let range, _, _), .float(let number)):
      range.contains(number) && (count == nil || nearest(number) == number) ? number : nil
    case (.float, .int(let number)): code(of: .float(Double(number)))
    case (.int(let range, _, let step), .int(let number)):
      range.contains(number) && (number - range.lowerBound).isMultiple(of: step)
        ? Double(number) : nil
    case (.categorical(let choices), .choice(let name)):
      choices.firstIndex(of: name).map(Double.init)
    default: nil
    }
  }
}

extension Distribution {
  var isLog: Bool {
    switch self {
    case .float(_, let log, _): log
    case .int(_, let log, _): log
    case .categorical: false
    }
  }

  /// Whether the values are whole numbers.
  var isWhole: Bool {
    if case .int = self { true } else { false }
  }

  /// The distance of neighbouring codes; nil for a continuum.
  var spacing: Double? {
    switch self {
    case .float(_, _, let step): step
    case .int(_, _, let step): Double(step)
    case .categorical: 1
    }
  }

  /// The first and the last code.
  var ends: ClosedRange<Double> {
    switch self {
    case .float(let range, _, let step):
      guard let step, let count else { return range }
      return range
        .lowerBound...min(
          range.upperBound, range.lowerBound + Double(count - 1) * step)
    case .int(let range, _, let step):
      return Double(range.lowerBound)...Double(range.lowerBound + (count! - 1) * step)
    case .categorical(let choices): return 0...Double(choices.count - 1)
    }
  }

  /// The range on the scale of ``scaled(_:)`` over which codes are evenly spread: each of several separate codes has
  /// a cell around it.
  var scaledBounds: ClosedRange<Double> {
    let (ends, margin) = (ends, (spacing ?? 0) / 2)
    guard isLog else { return ends.lowerBound - margin...ends.upperBound + margin }
    return log(ends.lowerBound - margin)...log(ends.upperBound + margin)
  }

  /// A code on the scale on which codes are evenly spread.
  func scaled(_ code: Double) -> Double { isLog ? log(code) : code }

  /// The code nearest to a place on that scale.
  func code(scaled place: Double) -> Double { nearest(isLog ? exp(place) : place) }

  /// A code in 0...1.
  func unit(_ code: Double) -> Double {
    let bounds = scaledBounds
    let width = bounds.upperBound - bounds.lowerBound
    return width == 0 ? 0.5 : (scaled(code) - bounds.lowerBound) / width
  }

  /// The code at a place in 0...1.
  func code(unit place: Double) -> Double {
    let bounds = scaledBounds
    return code(
      scaled: bounds.lowerBound + place * (bounds.upperBound - bounds.lowerBound))
  }

  /// The code nearest to a number.
  func nearest(_ number: Double) -> Double {
    let ends = ends
    let inside = min(max(number, ends.lowerBound), ends.upperBound)
    guard let spacing else { return inside }
    let steps = ((inside - ends.lowerBound) / spacing).rounded()
    return min(ends.lowerBound + steps * spacing, ends.upperBound)
  }

  /// What is wrong with the distribution, in words.
  var problem: String? {
    switch self {
    case .float(let range, let log, let step):
      let width = range.upperBound - range.lowerBound
      if !width.isFinite { return "\(range) is not finite" }
      if log && step != nil { return "a logarithmic range has no step" }
      if log && range.lowerBound <= 0 { return "a logarithmic range is above 0, not \(range)" }
      if let step, !(step > 0 && step.isFinite) { return "a step is above 0, not \(step)" }
      if let step, width / step > 0x1p53 {
        return "\(range) in steps of \(step) has too many values"
      }
      return nil
    case .int(let range, let log, let step):
      if range.lowerBound.magnitude > 1 << 53 || range.upperBound.magnitude > 1 << 53 {
        return "\(range) goes beyond ±2⁵³"
      }
      if log && step != 1 { return "a logarithmic range has no step" }
      if log && range.lowerBound < 1 { return "a logarithmic range is above 0, not \(range)" }
      return step < 1 ? "a step is 1 or more, not \(step)" : nil
    case .categorical(let choices):
      if choices.isEmpty { return "there is nothing to choose from" }
      return Set(choices).count < choices.count ? "two of \(choices) have the same name" : nil
    }
  }
}
