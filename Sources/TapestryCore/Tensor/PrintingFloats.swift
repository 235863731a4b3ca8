/// Floating-point numbers as NumPy prints an array of them: the shortest digits that tell them apart, at most eight after
/// the point, points under each other; in scientific form where the numbers are large, small or far apart.
struct FloatFormat {
  /// A number with the shortest digits that tell it from others of its type.
  private struct Number {
    let value: Double
    let shortest: DecimalDigits
  }

  private var precision: Int { 8 }

  private let isScientific: Bool
  /// The widest integer part, sign included, and the widest fraction.
  private var left = 0
  private var right = 0
  private var exponentDigits = 0

  private init(_ numbers: [Number], isScientific: Bool) {
    self.isScientific = isScientific
    let finite = numbers.filter(\.value.isFinite)
    for number in finite {
      let parts = self.parts(number)
      left = Swift.max(left, parts.whole.utf8.count)
      right = Swift.max(right, parts.fraction.utf8.count)
      exponentDigits = Swift.max(exponentDigits, parts.exponentDigits)
    }
    if finite.count < numbers.count {
      let longest = numbers.contains { $0.value == -.infinity } ? 4 : 3
      left = Swift.max(left, longest - 1 - tail)
    }
  }

  /// The characters behind the point.
  private var tail: Int { right + (isScientific ? 2 + exponentDigits : 0) }

  /// The text of each number, all of one length.
  ///
  /// - Parameters:
  ///   - shortest: each number in the fewest digits that tell it from the others of its type; that is Swift's own text by default.
  ///   - limit: from here on numbers are written in scientific form: 10 to the number of digits that the type is sure to hold, at most 10⁸.
  static func words<Value: BinaryFloatingPoint & CustomStringConvertible>(
    _ values: [Value], shortest: [String]? = nil, limit: Value
  ) -> [String] {
    let texts = shortest ?? values.map(\.description)
    let numbers = zip(values, texts).map { value, text in
      Number(value: Double(value), shortest: DecimalDigits(of: value.isFinite ? text : "0"))
    }
    let format = FloatFormat(numbers, isScientific: isScientific(values, limit: limit))
    return numbers.map(format.word)
  }

  private static func isScientific<Value: BinaryFloatingPoint>(
    _ values: [Value], limit: Value
  ) -> Bool {
    let magnitudes = values.filter { $0.isFinite && $0 != 0 }.map(\.magnitude)
    guard let largest = magnitudes.max(), let smallest = magnitudes.min() else { return false }
    return largest >= limit || smallest < 1e-4 || largest / smallest > 1000
  }

  private func word(_ number: Number) -> String {
    let value = number.value
    if !value.isFinite {
      let name = value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
      return spaces(left + 1 + tail - name.utf8.count) + name
    }
    let parts = self.parts(number, fills: isScientific)
    let text = spaces(left - parts.whole.utf8.count) + parts.whole + "." + parts.fraction
    let missing = right - parts.fraction.utf8.count
    if !isScientific { return text + spaces(missing) }
    let exponent = String(parts.exponent.magnitude)
    return text + zeros(missing) + (parts.exponent < 0 ? "e-" : "e+")
      + zeros(exponentDigits - exponent.utf8.count) + exponent
  }

  private struct Parts {
    let whole, fraction: String
    let exponent: Int

    var exponentDigits: Int { Swift.max(2, String(exponent.magnitude).utf8.count) }
  }

  /// - Parameter fills: whether digits beyond the shortest ones fill the fraction's width.
  private func parts(_ source: Number, fills: Bool = false) -> Parts {
    let (value, shortest) = (source.value, source.shortest)
    // Digits from the first to the last place that is printed.
    let room = isScientific ? 1 + (fills ? right : precision) : shortest.exponent + precision
    let number =
      fills || shortest.count > room
      ? DecimalDigits(value.magnitude, rounding: shortest, to: room) : shortest
    let point = isScientific ? 1 : number.exponent
    let digits = number.text
    let whole =
      point <= 0 ? "0" : digits.prefix(point) + zeros(point - number.count)
    let fraction = zeros(-point) + digits.dropFirst(Swift.max(point, 0))
    return Parts(
      whole: (value.sign == .minus ? "-" : "") + whole, fraction: digits.isEmpty ? "" : fraction,
      exponent: digits.isEmpty ? 0 : number.exponent - 1)
  }
}

private func zeros(_ count: Int) -> String { String(repeating: "0", count: Swift.max(0, count)) }

/// A decimal number: 0.d₁d₂d₃… · 10^exponent, without zeros at either end.
struct DecimalDigits {
  private var digits: [UInt8] = []
  private(set) var exponent = 0

  /// The shortest number that reads back as `value`, which is finite and not negative.
  init(_ value: some BinaryFloatingPoint & CustomStringConvertible) {
    // Swift's own text has the shortest digits; what it looks like otherwise depends on the size.
    self.init(of: value.description)
  }

  /// The digits of a number as Swift writes it, without its sign.
  init(of text: String) {
    let parts = text.drop { $0 == "-" }.split(separator: "e")
    for character in parts[0] {
      if let digit = character.wholeNumberValue { digits.append(UInt8(digit)) }
    }
    exponent = parts[0].split(separator: ".")[0].utf8.count
    if parts.count > 1 { exponent += Int(parts[1])! }
    trim()
  }

  /// `value` itself, which need not be as short, to `count` digits; the middle between two goes to the even one.
  ///
  /// - Parameter shortest: what ``init(_:)`` gives, for its exponent.
  init(_ value: some BinaryFloatingPoint, rounding shortest: DecimalDigits, to count: Int) {
    exponent = shortest.exponent
    if shortest.count == 0 || count < 0 {
      exponent = 0
      return
    }
    // value / 10^exponent as a fraction of whole numbers, which begins 0.d₁d₂d₃…
    let value = Double(value)
    let power = Int(value.exponent) - 52
    var rest = Natural(UInt64(value.significand * 0x1p52))
    var unit = Natural(1)
    rest.multiply(by: 2, times: power)
    unit.multiply(by: 2, times: -power)
    rest.multiply(by: 10, times: -exponent)
    unit.multiply(by: 10, times: exponent)
    for _ in 0..<count {
      rest.multiply(by: 10, times: 1)
      var digit: UInt8 = 0
      while rest >= unit {
        rest.subtract(unit)
        digit += 1
      }
      digits.append(digit)
    }
    rest.multiply(by: 2, times: 1)
    if rest > unit || (rest == unit && (digits.last ?? 0) % 2 == 1) { increment() }
    trim()
  }

  var count: Int { digits.count }

  var text: String { digits.map(String.init).joined() }

  private mutating func increment() {
    for index in digits.indices.reversed() {
      digits[index] = (digits[index] + 1) % 10
      if digits[index] > 0 { return }
    }
    digits.insert(1, at: 0)
    exponent += 1
  }

  private mutating func trim() {
    while digits.last == 0 { digits.removeLast() }
    while digits.first == 0 {
      digits.removeFirst()
      exponent -= 1
    }
    if digits.isEmpty { exponent = 0 }
  }
}

/// A whole number of any size, as words from the least significant on, the last of them not 0.
private struct Natural: Comparable {
  private var words: [UInt32]

  init(_ value: UInt64) {
    words = [UInt32(truncatingIfNeeded: value), UInt32(truncatingIfNeeded: value >> 32)]
    trim()
  }

  /// Multiplies `times` times, or never where that is negative.
  mutating func multiply(by factor: UInt32, times: Int) {
    for _ in 0..<Swift.max(times, 0) {
      var carry: UInt64 = 0
      for index in words.indices {
        let product = UInt64(words[index]) * UInt64(factor) + carry
        words[index] = UInt32(truncatingIfNeeded: product)
        carry = product >> 32
      }
      if carry > 0 { words.append(UInt32(carry)) }
    }
  }

  /// - Parameter other: not larger.
  mutating func subtract(_ other: Natural) {
    var borrow: Int64 = 0
    for index in words.indices {
      let subtrahend = index < other.words.count ? Int64(other.words[index]) : 0
      let difference = Int64(words[index]) - subtrahend - borrow
      borrow = difference < 0 ? 1 : 0
      words[index] = UInt32(truncatingIfNeeded: difference)
    }
    trim()
  }

  private mutating func trim() {
    while words.last == 0 { words.removeLast() }
  }

  static func < (a: Natural, b: Natural) -> Bool {
    if a.words.count != b.words.count { return a.words.count < b.words.count }
    for (p, q) in zip(a.words.reversed(), b.words.reversed()) where p != q { return p < q }
    return false
  }
}
