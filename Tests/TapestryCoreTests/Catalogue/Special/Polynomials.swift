import TapestryCore
import TapestryTesting

extension Catalogue {
  static let polynomials: [OpCase] = [
    polynomial("chebyshevPolynomialT", "chebyshev_polynomial_t") { $0.chebyshevPolynomialT($1) },
    polynomial("chebyshevPolynomialU", "chebyshev_polynomial_u") { $0.chebyshevPolynomialU($1) },
    polynomial("chebyshevPolynomialV", "chebyshev_polynomial_v") { $0.chebyshevPolynomialV($1) },
    polynomial("chebyshevPolynomialW", "chebyshev_polynomial_w") { $0.chebyshevPolynomialW($1) },
    polynomial("shiftedChebyshevPolynomialT", "shifted_chebyshev_polynomial_t") {
      $0.shiftedChebyshevPolynomialT($1)
    },
    polynomial("shiftedChebyshevPolynomialU", "shifted_chebyshev_polynomial_u") {
      $0.shiftedChebyshevPolynomialU($1)
    },
    polynomial("shiftedChebyshevPolynomialV", "shifted_chebyshev_polynomial_v") {
      $0.shiftedChebyshevPolynomialV($1)
    },
    polynomial("shiftedChebyshevPolynomialW", "shifted_chebyshev_polynomial_w") {
      $0.shiftedChebyshevPolynomialW($1)
    },
    polynomial("hermitePolynomialH", "hermite_polynomial_h") { $0.hermitePolynomialH($1) },
    polynomial("hermitePolynomialHe", "hermite_polynomial_he") { $0.hermitePolynomialHe($1) },
    polynomial("laguerrePolynomialL", "laguerre_polynomial_l") { $0.laguerrePolynomialL($1) },
    polynomial("legendrePolynomialP", "legendre_polynomial_p") { $0.legendrePolynomialP($1) },
  ]

  private static func polynomial(
    _ name: String, _ torch: String, _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> OpCase {
    OpCase(
      name, in: "Special/\(name.prefix(1).uppercased())\(name.dropFirst())",
      torch: ["special.\(torch)": "x.\(name)(5)"],
      OpForm("torch.special.\(torch)(a, b)", .degrees, body),
      OpForm("torch.special.\(torch)(a, 3)", .eachDType(unhalved)) {
        body($0, .number(3, beside: $0))
      },
      errors: doNotBroadcast(body))
  }
}

extension SampleSet {
  /// Numbers of all sizes, bounds of the interval among them, beside degrees up to ones at which other formulas are used.
  fileprivate static let degrees = SampleSet(
    [
      Sample(.reals([7, 1], in: -1...1, seed: 2), .wholes([0, 1, 2, 3, 6, 7, 8, 9, 10, 25])),
      Sample(.reals([5, 1], in: -3...3, seed: 3), .wholes([0, 1, 2, 3, 6, 7, 8, 9, 10, 12])),
      Sample(.values([-1, -0.5, 0, 0.5, 1, .nan], shape: [6, 1]), .wholes([0, 1, 2, 5, 9, -3])),
      Sample(.reals([4], in: -2...2, seed: 4), .values([0.5, 2.9, -1.5, 3])),
      Sample(.reals([2, 3], in: -2...2, seed: 5), .integers([3], in: 0...6, dtype: .int32)),
      Sample(.reals([], in: -2...2, seed: 6), .integers([2, 2], in: 0...6, dtype: .uint8)),
      Sample(.reals([], in: -2...2, seed: 7), .wholes([4], shape: [])),
      Sample(.reals([3, 1, 2], in: -2...2, seed: 8), .integers([2, 1], in: 0...6)),
      Sample(.reals([0]), .integers([1], in: 0...6)),
      Sample(.reals([2, 0]), .integers([], in: 0...6)),
      Sample(.reals([3], in: 0...2, dtype: .float32), .integers([3], in: 0...3)),
      Sample(.integers([3], in: -2...2), .integers([3], in: 0...3, dtype: .int32)),
    ], large: Sample(.reals([257, 1031]), .integers([1031], in: 0...12))
  ).withoutFiniteDifferences
}
