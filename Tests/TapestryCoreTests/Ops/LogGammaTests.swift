import Glibc
import TapestryCore
import Testing

/// `lgamma` of float32 is computed by vectors; the C library's of float64 is what it is held to.
@Suite struct LogGammaTests {
  private func isNear(_ value: Float, _ exact: Double) -> Bool {
    let expected = Float(exact)
    if expected.isNaN || expected.isInfinite || exact == 0 {
      return value == expected || (value.isNaN && expected.isNaN)
    }
    return abs(Double(value) - exact) <= 1.5 * Double(expected.ulp)
  }

  private func expectNear(_ points: [Float], sourceLocation: SourceLocation = #_sourceLocation) {
    for (x, y) in zip(points, Tensor(points).lgamma().array(as: Float.self)) {
      var sign: Int32 = 0
      let exact = lgamma_r(Double(x), &sign)
      #expect(isNear(y, exact), "of \(x): \(y), not \(exact)", sourceLocation: sourceLocation)
    }
  }

  @Test func allSizes() {
    let sizes = (0..<40_000).map { index in
      Float(
        sign: index.isMultiple(of: 2) ? .plus : .minus, exponent: index % 276 - 149,
        significand: 1 + Float(index) / 40_000)
    }
    expectNear(sizes + (0..<20_000).map { Float($0) * 0.0011 - 12 })
  }

  /// Around its zeros at 1, 2 and below, and at its poles.
  @Test func zerosAndPoles() {
    let zeros: [Float] = [1, 2, -2.4570247, -2.7476826, -3.143581, -3.9552944]
    expectNear(zeros.flatMap { zero in (-200...200).map { zero + Float($0) * zero.ulp } })
    expectNear([0, -0.0, -1, -2, -8_388_607.5, -3e38, 3e38, .infinity, -.infinity, .nan])
  }
}
