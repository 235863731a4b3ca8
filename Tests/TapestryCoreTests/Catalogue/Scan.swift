import TapestryCore
import TapestryTesting

extension Catalogue {
  static let scan: [OpCase] = [
    OpCase(
      "cumsum", in: "Scan/CumulativeSum", torch: ["cumsum": "x.cumsum(axis: 1)"],
      OpForm("torch.cumsum(a, 0)", .anyRank) { $0.cumsum(axis: 0) },
      OpForm("torch.cumsum(a, -1)", .anyRank) { $0.cumsum(axis: -1) },
      OpForm("torch.cumsum(a, 1)", .rankThree) { $0.cumsum(axis: 1) },
      OpForm("torch.cumsum(a.detach(), 0, dtype=torch.int32)", .typed) {
        $0.cumsum(axis: 0, dtype: .int32)
      },
      errors: wrongAxis { $0.cumsum(axis: $1) }),
    OpCase(
      "cumprod", in: "Scan/CumulativeProduct", torch: ["cumprod": "x.cumprod(axis: 1)"],
      OpForm("torch.cumprod(a, 0)", .anyRankWithoutSpecial + .zeros) { $0.cumprod(axis: 0) },
      OpForm("torch.cumprod(a, -1)", .anyRankWithoutSpecial + .zeros) { $0.cumprod(axis: -1) },
      OpForm("torch.cumprod(a, 1)", .rankThree) { $0.cumprod(axis: 1) },
      OpForm("torch.cumprod(a.detach(), 0, dtype=torch.int32)", .typed) {
        $0.cumprod(axis: 0, dtype: .int32)
      },
      // PyTorch's derivative divides by the elements, which are not all finite here.
      OpForm("torch.cumprod(a, 0)", .special.withUnknownDerivatives) { $0.cumprod(axis: 0) },
      errors: wrongAxis { $0.cumprod(axis: $1) }),
    OpCase(
      "cummax", in: "Scan/CumulativeMaximum", torch: ["cummax": "x.cummax(axis: 1)"],
      OpForm("torch.cummax(a, 0)", .anyRank) { both($0[0].cummax(axis: 0)) },
      OpForm("torch.cummax(a, -1)", .anyRank) { both($0[0].cummax(axis: -1)) },
      OpForm("torch.cummax(a, 1)", .rankThree) { both($0[0].cummax(axis: 1)) },
      errors: wrongAxis { $0.cummax(axis: $1).values }),
    OpCase(
      "cummin", in: "Scan/CumulativeMinimum", torch: ["cummin": "x.cummin(axis: 1)"],
      OpForm("torch.cummin(a, 0)", .anyRank) { both($0[0].cummin(axis: 0)) },
      OpForm("torch.cummin(a, -1)", .anyRank) { both($0[0].cummin(axis: -1)) },
      OpForm("torch.cummin(a, 1)", .rankThree) { both($0[0].cummin(axis: 1)) },
      errors: wrongAxis { $0.cummin(axis: $1).values }),
    OpCase(
      "logcumsumexp", in: "Scan/LogCumulativeSumExp",
      torch: ["logcumsumexp": "x.logcumsumexp(axis: 1)"],
      OpForm("torch.logcumsumexp(a, 0)", .anyRankWithoutSpecial.ofFloats) {
        $0.logcumsumexp(axis: 0)
      },
      OpForm("torch.logcumsumexp(a, -1)", .anyRankWithoutSpecial.ofFloats) {
        $0.logcumsumexp(axis: -1)
      },
      OpForm("torch.logcumsumexp(a, 1)", .rankThree.ofFloats) { $0.logcumsumexp(axis: 1) },
      OpForm("torch.logcumsumexp(a, 0)", .shapes([[5], [3, 2]], in: -900...900, dtypes: [])) {
        $0.logcumsumexp(axis: 0)
      },
      OpForm("torch.logcumsumexp(a, 0)", .special.withUnknownDerivatives) {
        $0.logcumsumexp(axis: 0)
      },
      errors: wrongAxis { $0.logcumsumexp(axis: $1) } + [
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).logcumsumexp(axis: 0)
        }
      ]),
    OpCase(
      "diff", in: "Scan/Difference", torch: ["diff": "x.diff(order: 2, axis: 0)"],
      OpForm("torch.diff(a)", .anyRank.withAxes) { $0.diff() },
      OpForm("torch.diff(a, 2, 0)", .anyRank.withAxes) { $0.diff(order: 2, axis: 0) },
      OpForm("torch.diff(a, 0)", .rankTwo) { $0.diff(order: 0) },
      OpForm("torch.diff(a, 9, -2)", .rankTwo) { $0.diff(order: 9, axis: -2) },
      OpForm("torch.diff(a, prepend=b)", .appended) { $0.diff(prepend: $1) },
      OpForm("torch.diff(a, 2, prepend=b, append=a)", .appended) {
        $0.diff(order: 2, prepend: $1, append: $0)
      },
      errors: [
        OpError("a scalar has no neighbours") { _ = Tensor(1).diff() },
        OpError("an order of -1, not 0 or more") { _ = Tensor([1, 2]).diff(order: -1) },
        OpError("[2, 2] does not go before or after [2, 3] along axis 0") {
          _ = Tensor.zeros([2, 3]).diff(axis: 0, append: .zeros([2, 2]))
        },
      ]),
    OpCase(
      "trapezoid", in: "Scan/Trapezoid",
      torch: ["trapezoid": "x.trapezoid(spacing: 2)", "trapz": "x.trapezoid(at: coordinates)"],
      OpForm("torch.trapezoid(a)", .anyRank.withAxes.notBool) { $0.trapezoid() },
      OpForm("torch.trapezoid(a, dx=2.5, dim=0)", .anyRank.withAxes.notBool) {
        $0.trapezoid(spacing: 2.5, axis: 0)
      },
      OpForm("torch.trapezoid(a, b)", .located) { $0.trapezoid(at: $1) },
      OpForm("torch.trapezoid(a, b, dim=0)", .locatedFirst) { $0.trapezoid(at: $1, axis: 0) },
      errors: [
        OpError("a scalar has no axis to integrate along") { _ = Tensor(1).trapezoid() },
        OpError("not defined for bool") { _ = Tensor([true]).trapezoid() },
        OpError("coordinates [2] for samples [2, 3] along axis 1: one each is needed") {
          _ = Tensor.zeros([2, 3]).trapezoid(at: .zeros([2]))
        },
      ]),
    OpCase(
      "cumulativeTrapezoid", in: "Scan/Trapezoid",
      torch: ["cumulative_trapezoid": "x.cumulativeTrapezoid(axis: 1)"],
      OpForm("torch.cumulative_trapezoid(a)", .anyRank.withAxes.notBool) {
        $0.cumulativeTrapezoid()
      },
      OpForm("torch.cumulative_trapezoid(a, dx=2.5, dim=0)", .anyRank.withAxes.notBool) {
        $0.cumulativeTrapezoid(spacing: 2.5, axis: 0)
      },
      OpForm("torch.cumulative_trapezoid(a, b)", .located) { $0.cumulativeTrapezoid(at: $1) },
      errors: [
        OpError("a scalar has no axis to integrate along") { _ = Tensor(1).cumulativeTrapezoid() },
        OpError("coordinates [2] for samples [2, 3] along axis 1: one each is needed") {
          _ = Tensor.zeros([2, 3]).cumulativeTrapezoid(at: .zeros([2]))
        },
      ]),
    OpCase(
      "gradient", in: "Scan/Gradient", torch: ["gradient": "x.gradient(spacing: 2, axes: [0])"],
      OpForm("torch.gradient(a)", .sampled, all: { $0[0].gradient() }),
      OpForm("torch.gradient(a, spacing=2.5, dim=-1, edge_order=2)", .sampled) {
        $0.gradient(spacing: 2.5, axes: [-1], edgeOrder: 2)[0]
      },
      OpForm(
        "torch.gradient(a, spacing=[2., 0.5], dim=(1, 0))",
        .shapes([[2, 3], [3, 4, 2]], dtypes: []),
        all: { $0[0].gradient(spacings: [2, 0.5], axes: [1, 0]) }),
      OpForm("torch.gradient(a, spacing=(b,), dim=1)", .placed) {
        $0.gradient(at: [$1], axes: [1])[0]
      },
      OpForm("torch.gradient(a, spacing=(b,), dim=1, edge_order=2)", .placed) {
        $0.gradient(at: [$1], axes: [1], edgeOrder: 2)[0]
      },
      OpForm("torch.gradient(a, dim=1)", .shapes([[0, 3], [0, 2, 2]], dtypes: [])) {
        $0.gradient(axes: [1])[0]
      },
      errors: [
        OpError("shape [2, 1] has not more than 1 samples along axis 1") {
          _ = Tensor.zeros([2, 1]).gradient()
        },
        OpError("an edge order of 3, not 1 or 2") { _ = Tensor.zeros([9]).gradient(edgeOrder: 3) },
        OpError("1 spacings for 2 axes") { _ = Tensor.zeros([3, 3]).gradient(spacings: [1]) },
        OpError("coordinates [2] for the 3 samples of axis 0") {
          _ = Tensor.zeros([3]).gradient(at: [.zeros([2])])
        },
      ]),
  ]

  /// For operations along one axis that must exist.
  static func wrongAxis(
    _ body: @escaping @Sendable (Tensor, Int) -> Tensor
  ) -> [OpError] {
    [
      OpError("axis 2 is out of range for shape [2, 3], which takes -2…1") {
        _ = body(.zeros([2, 3]), 2)
      },
      OpError("axis -3 is out of range for shape [2, 3]") { _ = body(.zeros([2, 3]), -3) },
    ]
  }
}

extension SampleSet {
  fileprivate static let appended: SampleSet = SampleSet(
    [([2, 3], [2, 1]), ([3], [2]), ([2, 0], [2, 2]), ([0], [0]), ([1, 2, 2], [1, 2, 1])]
      .enumerated().map { seed, shapes in
        Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 51))
      } + [
        Sample(.integers([3]), .integers([2], seed: 2)), Sample(.bools([4]), .bools([1], seed: 2)),
        Sample(.integers([3], dtype: .int32), .reals([2], dtype: .float32)),
      ], large: Sample(.reals([257, 1031], seed: 41), .reals([257, 2], seed: 42)))

  fileprivate static let located: SampleSet = SampleSet(
    [
      ([2, 3], [3]), ([3], [3]), ([2, 3], [2, 3]), ([2, 3], [1, 3]), ([2, 2, 3], [2, 3]),
      ([1], [1]),
    ]
    .enumerated().map { seed, shapes in
      Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 51))
    } + [
      Sample(.integers([3]), .integers([3], seed: 2)),
      Sample(.integers([2, 3], dtype: .int32), .reals([3], dtype: .float32)),
    ], large: Sample(.reals([257, 1031], seed: 41), .reals([1031], seed: 42)))

  fileprivate static let locatedFirst: SampleSet = [
    Sample(.reals([3, 2]), .reals([3], seed: 2)), Sample(.reals([3, 2]), .reals([3, 2], seed: 2)),
    Sample(.reals([3, 2]), .reals([3, 1], seed: 2)),
  ]

  fileprivate static let sampled: SampleSet = .shapes(
    [[4], [3, 4], [3, 3, 5], [3]], dtypes: [.float32, .int64, .int32], large: [257, 1031])

  fileprivate static let placed: SampleSet = SampleSet(
    [([2, 4], [4]), ([1, 3, 2], [3]), ([3, 5], [5])].enumerated().map { seed, shapes in
      Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 51))
    } + [Sample(.integers([2, 4]), .values([0, 1, 3, 7]), derivatives: .unknown)])

  fileprivate var withAxes: SampleSet {
    SampleSet(samples.filter { !$0.inputs[0].shape.isEmpty }, large: large)
      + .shapes([[4]], dtypes: [.int64, .int32, .uint8, .bool, .float32])
  }

}
