import Glibc
import TapestryCore
import Testing

/// Powers are computed by vectors; the C library's are what they are held to.
@Suite struct PowerTests {
  private static let special: [Double] = [
    0, 1, 0.5, 2, 3, 1.0.nextDown, 1.0.nextUp, 0x1p-1030, .leastNonzeroMagnitude,
    .greatestFiniteMagnitude, .infinity, .nan, 2.5, 1023, 1024, 1074.5, 0x1p23, 0x1p24, 0x1p52,
    0x1p52 + 1, 0x1p53, 1e300,
  ]

  /// What is right up to the last bit but one, with the sign of zeros and infinities.
  private func isNear(_ value: Double, _ expected: Double, ulp: Double) -> Bool {
    if expected.isNaN { return value.isNaN }
    if value == expected { return value.sign == expected.sign }
    return abs(value - expected) <= 2 * ulp
  }

  private func pairs<T>(_ values: [T]) -> (bases: [T], exponents: [T]) {
    (values.flatMap { base in values.map { _ in base } }, values.flatMap { _ in values })
  }

  @Test func edgesOfDouble() {
    let (bases, exponents) = pairs(Self.special + Self.special.map { -$0 })
    let powers = Tensor(bases).pow(Tensor(exponents)).array(as: Double.self)
    for ((base, exponent), power) in zip(zip(bases, exponents), powers) {
      let expected = Glibc.pow(base, exponent)
      #expect(
        isNear(power, expected, ulp: expected.ulp),
        "\(base) ^ \(exponent): \(power), not \(expected)")
    }
  }

  @Test func edgesOfFloat() {
    let special =
      Self.special.map { Float($0) } + [.leastNonzeroMagnitude, .greatestFiniteMagnitude]
    let (bases, exponents) = pairs(special + special.map { -$0 })
    let powers = Tensor(bases).pow(Tensor(exponents)).array(as: Float.self)
    for ((base, exponent), power) in zip(zip(bases, exponents), powers) {
      let expected = Glibc.pow(base, exponent)
      #expect(
        isNear(Double(power), Double(expected), ulp: Double(expected.ulp)),
        "\(base) ^ \(exponent): \(power), not \(expected)")
    }
  }

  #if arch(x86_64)
    /// Results of all sizes, from bases of all sizes and near 1.
    @Test func distance() {
      let points = (0..<40_000).map { index -> (base: Double, exponent: Double) in
        let place = Double(index) * 0.6180339887498949
        let share = place - place.rounded(.down)
        let base =
          index.isMultiple(of: 2)
          ? Double(sign: .plus, exponent: index % 2098 - 1074, significand: 1 + share)
          : 1 + (share - 0.4) * Glibc.pow(2, -Double(index % 50))
        return (base, Double(index % 1471 - 745) / Glibc.log(base))
      }
      let powers = Tensor(points.map(\.base)).pow(Tensor(points.map(\.exponent)))
      let worst = zip(points, powers.array(as: Double.self)).map { point, power in
        let exact = Glibc.pow(Float80(point.base), Float80(point.exponent))
        return Double(abs(Float80(power) - exact) / Float80(Double(exact).ulp))
      }.max()!
      #expect(worst < 1.6)
    }

    @Test func distanceOfFloat() {
      let points = (0..<20_000).map { index -> (base: Float, exponent: Float) in
        let base = Float(
          sign: .plus, exponent: index % 270 - 140, significand: 1 + Float(index) / 20_000)
        return (base, Float(index % 190 - 100) / Glibc.log(base))
      }
      let powers = Tensor(points.map(\.base)).pow(Tensor(points.map(\.exponent)))
      let worst = zip(points, powers.array(as: Float.self)).map { point, power in
        let exact = Glibc.pow(Double(point.base), Double(point.exponent))
        return abs(Double(power) - exact) / Double(Float(exact).ulp)
      }.max()!
      #expect(worst < 0.52)
    }
  #endif
}
