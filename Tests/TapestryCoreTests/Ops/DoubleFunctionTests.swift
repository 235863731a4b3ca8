import Glibc
import TapestryCore
import Testing

#if arch(x86_64)
  /// Elementary functions of float64 are computed by vectors; those of the C library on 80-bit numbers say how far they are off.
  @Suite struct DoubleFunctionTests {
    struct Function: CustomTestStringConvertible, Sendable {
      let testDescription: String
      let range: ClosedRange<Double>
      /// In units in the last place, with a little to spare where multiply and add are not fused.
      let limit: Double
      let ours: @Sendable (Tensor) -> Tensor
      let exact: @Sendable (Float80) -> Float80

      init(
        _ name: String, _ range: ClosedRange<Double>, within limit: Double,
        _ ours: @escaping @Sendable (Tensor) -> Tensor,
        _ exact: @escaping @Sendable (Float80) -> Float80
      ) {
        (testDescription, self.range, self.limit) = (name, range, limit)
        (self.ours, self.exact) = (ours, exact)
      }
    }

    private static func sigmoid(_ x: Float80) -> Float80 {
      let e = Glibc.exp(-abs(x))
      return (x < 0 ? e : 1) / (1 + e)
    }

    static let functions = [
      Function("exp", -746...710, within: 1.3, { $0.exp() }, Glibc.exp),
      Function("exp2", -1076...1025, within: 1.4, { $0.exp2() }, Glibc.exp2),
      Function("expm1", -45...711, within: 1.4, { $0.expm1() }, Glibc.expm1),
      Function("log", 0...1e308, within: 1, { $0.log() }, Glibc.log),
      Function("log2", 0...1e308, within: 1, { $0.log2() }, Glibc.log2),
      Function("log10", 0...1e308, within: 1, { $0.log10() }, Glibc.log10),
      Function("log1p", -1...1e308, within: 1, { $0.log1p() }, Glibc.log1p),
      Function("sinh", -711...711, within: 2, { $0.sinh() }, Glibc.sinh),
      Function("cosh", -711...711, within: 1.8, { $0.cosh() }, Glibc.cosh),
      Function("tanh", -23...23, within: 1.8, { $0.tanh() }, Glibc.tanh),
      Function("atanh", -1...1, within: 2.2, { $0.atanh() }, Glibc.atanh),
      Function("sigmoid", -746...40, within: 1.6, { $0.sigmoid() }, sigmoid),
      Function("sin", -2e6...2e6, within: 1, { $0.sin() }, Glibc.sin),
      Function("cos", -2e6...2e6, within: 1, { $0.cos() }, Glibc.cos),
      Function("tan", -2e6...2e6, within: 2.5, { $0.tan() }, Glibc.tan),
      Function("asin", -1...1, within: 2.2, { $0.asin() }, Glibc.asin),
      Function("acos", -1...1, within: 1.4, { $0.acos() }, Glibc.acos),
      Function("atan", -1e308...1e308, within: 2, { $0.atan() }, Glibc.atan),
      Function("erf", -7...7, within: 1.5, { $0.erf() }, Glibc.erf),
      Function("erfc", -7...27.3, within: 5.5, { $0.erfc() }, Glibc.erfc),
    ]

    /// Evenly over the range, near 0, and over all sizes that lie in it.
    private func points(in range: ClosedRange<Double>) -> [Double] {
      let points = (0..<8000).flatMap { index -> [Double] in
        // Multiples of the golden ratio, without their whole parts, lie evenly.
        let place = Double(index) * 0.6180339887498949
        let share = place - place.rounded(.down)
        return [
          max(range.lowerBound, -1e300) * (1 - share) + range.upperBound * share, 8 * share - 4,
          Double(
            sign: index.isMultiple(of: 2) ? .plus : .minus, exponent: index % 2098 - 1074,
            significand: 1 + share),
        ]
      }
      return points.filter(range.contains)
    }

    @Test(arguments: functions) func distance(function: Function) {
      let points = points(in: function.range)
      let values = function.ours(Tensor(points)).array(as: Double.self)
      var worst = (ulps: 0.0, at: 0.0)
      for (x, y) in zip(points, values) {
        let exact = function.exact(Float80(x))
        if Double(exact).isInfinite {
          #expect(y == Double(exact), "of \(x)")
          continue
        }
        let ulps = Double(abs(Float80(y) - exact) / Float80(Double(exact).ulp))
        #expect(!ulps.isNaN, "of \(x)")
        if ulps > worst.ulps { worst = (ulps, x) }
      }
      #expect(worst.ulps <= function.limit, "at \(worst.at)")
    }

    /// Where formulas change, results end, and everything that is no common number.
    @Test(arguments: functions) func edges(function: Function) {
      let magnitudes: [Double] = [
        0, .leastNonzeroMagnitude, .leastNormalMagnitude.nextDown, .leastNormalMagnitude, 1e-300,
        0x1p-54, 0x1p-28, 0.5, 0.5.nextDown, 0.5.nextUp, 2.0.squareRoot() / 2, 1, 1.0.nextDown,
        1.0.nextUp, 2.0.squareRoot(), 19.06, 22, 26.5, 27.5, 36.7, 708.4, 709.782712893384,
        709.7827128933841, 710.475860073944, 745.1332191019411, 745.1332191019412, 1022.5, 1023.5,
        1024, 1074, 1075, 0x1p20, 1.0e6.nextUp, 1e22, 1e300, .greatestFiniteMagnitude, .infinity,
        .nan,
      ]
      let points = magnitudes + magnitudes.map { -$0 }
      for (x, y) in zip(points, function.ours(Tensor(points)).array(as: Double.self)) {
        let exact = function.exact(Float80(x)), expected = Double(exact)
        if expected.isNaN {
          #expect(y.isNaN, "of \(x)")
        } else if expected.isInfinite {
          #expect(y == expected, "of \(x)")
        } else {
          #expect(abs(Float80(y) - exact) <= Float80(function.limit * expected.ulp), "of \(x)")
          #expect(y.sign == expected.sign, "of \(x)")
        }
      }
    }

    /// An element has the same bits alone, in a long run and among others in memory.
    @Test(arguments: functions) func places(function: Function) {
      let points = Tensor(points(in: function.range))
      let together = function.ours(points)
      for index in stride(from: 0, to: points.count, by: 997) {
        #expect(
          function.ours(points[index]).item(as: Double.self).bitPattern
            == together[index].item(as: Double.self).bitPattern)
      }
      let spread = function.ours(points[.stride(3)]).array(as: Double.self)
      #expect(
        spread.map(\.bitPattern) == together[.stride(3)].array(as: Double.self).map(\.bitPattern))
    }
  }
#endif
