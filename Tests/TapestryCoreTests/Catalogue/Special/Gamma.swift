import TapestryCore
import TapestryTesting

extension Catalogue {
  static let gammaFunctions: [OpCase] = [
    OpCase(
      "lgamma", in: "Special/LogGamma", torch: ["lgamma": "x.lgamma()"],
      OpForm("torch.lgamma(a)", SampleSet.unary(0.25...8).withoutSpecialSlopes) { $0.lgamma() },
      OpForm(
        "torch.lgamma(a)", SampleSet.unary(-2.8125 ... -2.1875, dtypes: []).withoutSpecialSlopes
      ) { $0.lgamma() }),
    OpCase(
      "digamma", in: "Special/Digamma", torch: ["digamma": "x.digamma()"],
      OpForm("torch.digamma(a)", SampleSet.unary(0.25...12).withoutSpecialSlopes) { $0.digamma() },
      OpForm(
        "torch.digamma(a)", SampleSet.unary(-2.8125 ... -2.1875, dtypes: []).withoutSpecialSlopes
      ) { $0.digamma() }),
    OpCase(
      "polygamma", in: "Special/Polygamma",
      torch: [
        "polygamma": "x.polygamma(order: 2)", "special.polygamma": "x.polygamma(order: 2)",
      ],
      OpForm("torch.polygamma(0, a)", .between(0.5...8)) { $0.polygamma(order: 0) },
      OpForm("torch.polygamma(1, a)", .between(0.5...12)) { $0.polygamma(order: 1) },
      OpForm("torch.polygamma(2, a)", .between(0.75...12)) { $0.polygamma(order: 2) },
      OpForm("torch.polygamma(3, a.abs() + 1)", .eachDType(numbers)) {
        ($0.abs() + 1).polygamma(order: 3)
      },
      OpForm("torch.polygamma(5, a)", .between(1.5...8)) { $0.polygamma(order: 5) },
      OpForm("torch.polygamma(2, a)", .between(-1.6875 ... -1.3125)) {
        $0.polygamma(order: 2)
      },
      errors: [
        OpError("order -1 is negative") { _ = Tensor([1]).polygamma(order: -1) },
        OpError("order -7 is negative") { _ = Tensor.arange(3).polygamma(order: -7) },
      ]),
    OpCase(
      "mvlgamma", in: "Special/MultivariateLogGamma", torch: ["mvlgamma": "x.mvlgamma(2)"],
      OpForm("torch.mvlgamma(a, 1)", .unary(0.75...8).inDomain) { $0.mvlgamma(1) },
      OpForm("torch.mvlgamma(a, 3)", .unary(1.25...8, dtypes: []).inDomain) { $0.mvlgamma(3) },
      errors: [
        OpError("0 dimensions") { _ = Tensor([1]).mvlgamma(0) },
        OpError("-2 dimensions") { _ = Tensor([1, 2]).mvlgamma(-2) },
      ]),
    OpCase(
      "igamma", in: "Special/IncompleteGamma", torch: ["igamma": "x.igamma(y)"],
      OpForm("torch.igamma(a.detach(), b)", .positivePairs) { $0.detach().igamma($1) },
      OpForm("torch.igamma(0.5 * a, b)", .wholeOrders(1...9, 0.25...8)) { ($0 * 0.5).igamma($1) },
      OpForm("torch.igamma(a.detach(), torch.tensor(2.5, dtype=a.dtype))", .orders) {
        $0.detach().igamma(2.5)
      },
      errors: doNotBroadcast { $0.igamma($1) }),
    OpCase(
      "igammac", in: "Special/ComplementaryIncompleteGamma", torch: ["igammac": "x.igammac(y)"],
      OpForm("torch.igammac(a.detach(), b)", .positivePairs) { $0.detach().igammac($1) },
      OpForm("torch.igammac(0.5 * a, b)", .wholeOrders(1...9, 0.25...8)) {
        ($0 * 0.5).igammac($1)
      },
      OpForm("torch.igammac(a.detach(), torch.tensor(2.5, dtype=a.dtype))", .orders) {
        $0.detach().igammac(2.5)
      },
      errors: doNotBroadcast { $0.igammac($1) }),
    OpCase(
      "zeta", in: "Special/Zeta", torch: ["special.zeta": "x.zeta(y)"],
      OpForm(
        "torch.special.zeta(a.detach(), b)",
        .exponents
      ) { $0.detach().zeta($1) },
      OpForm("torch.special.zeta(1 + 0.5 * a, b)", .wholeOrders(1...9, 0.75...8)) {
        ($0 * 0.5 + 1).zeta($1)
      },
      OpForm("torch.special.zeta(a.detach(), 2.5)", .orders) { $0.detach().zeta(2.5) },
      errors: doNotBroadcast { $0.zeta($1) }),
  ]
}

extension SampleSet {
  /// Without poles, which PyTorch misses by rounding errors, and infinities, of which it gives NaN.
  fileprivate static func between(_ domain: ClosedRange<Double>) -> SampleSet {
    SampleSet.unary(domain, dtypes: []).withSpecials {
      !($0 <= 0 && $0.rounded() == $0) && !$0.isInfinite
    }
  }

  /// Without the special values, most of which PyTorch refuses.
  fileprivate var inDomain: SampleSet {
    SampleSet(
      samples.filter { $0.derivatives == .smooth && $0.inputs[0].dtype.isFloatingPoint },
      large: large)
  }

  /// Pairs of every two dtypes, and values at which the function has its edges.
  ///
  /// PyTorch computes derivatives beside uint8 in that dtype, where a negative factor wraps.
  fileprivate static let exponents = SampleSet(
    SampleSet.binary(1.25...8, 0.5...8, dtypes: Catalogue.unhalved).samples
      .filter { !$0.inputs[0].hasInfinities }.map {
        Sample($0.inputs, derivatives: $0.derivatives == .unknown ? .unknown : .stored)
      }
      + [
        Sample(
          .values([1, 2, 2.5, 3, -3, 0, 40], shape: [7, 1]),
          .values([0, -1, 1, 2.5, -2.5, 1e300, 1e-300]), derivatives: .unknown)
      ],
    large: Sample(.reals([257, 1031], in: 1.25...8, seed: 41), .reals([1031], in: 0.5...8)))

  /// Pairs of numbers above 0: orders that PyTorch takes no derivative by, and arguments.
  fileprivate static let positivePairs = SampleSet(
    SampleSet.binary(0.25...8, 0.25...8, dtypes: []).withoutFiniteDifferences.samples.filter {
      !$0.inputs[0].hasInfinities
    }
      + [
        Sample(
          .values([0, 0.5, 2, .infinity, 2, -1], shape: [6, 1]),
          .values([0, 0.25, 3, -1, 1e-300, 1e300]), derivatives: .unknown),
        Sample(
          .values([20, 50, 150, 250, 1e4], shape: [5, 1]),
          .values([0.5, 18, 60, 140, 260, 1e4, 1.02e4]), derivatives: .unknown),
        Sample(
          .values([0.25, 1, 2.5], dtype: .float32), .values([0.5, 2, 1], dtype: .float32)),
        Sample(.small([3], dtype: .float32, seed: 4), .values([0.5, 2, 1], dtype: .float64)),
      ],
    large: Sample(.reals([257, 1031], in: 0.25...8, seed: 41), .reals([1031], in: 0.25...8)))

  /// Whole numbers, which have no derivative, beside numbers with fractions.
  fileprivate static func wholeOrders(
    _ orders: ClosedRange<Int>, _ range: ClosedRange<Double>
  ) -> SampleSet {
    let shapes: [([Int], [Int])] = [
      ([], []), ([3], [3]), ([3], [1]), ([], [2, 2]), ([2, 3], [3]), ([2, 1], [1, 3]), ([0], [1]),
      ([2, 0], [1, 1]), ([3, 1, 2], [2, 1]), ([6], [6]), ([2, 3], [2, 1]), ([2, 2, 2], [2, 2, 2]),
    ]
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(
          .integers(shapes.0, in: orders, seed: seed + 1),
          .reals(shapes.1, in: range, seed: seed + 51))
      }, areBroadcast: true)
  }

  /// Orders beside one number.
  fileprivate static let orders = SampleSet(
    [[3], [], [0]].flatMap { shape in
      [DType.float64, .float32].map {
        Sample(.reals(shape, in: 1.5...6, seed: 81, dtype: $0), derivatives: .stored)
      }
    })
}

extension SampleInput {
  fileprivate var hasInfinities: Bool {
    dtype.isFloatingPoint && tensor.isInfinite().any().item(as: Bool.self)
  }
}
