import TapestryCore
import TapestryTesting

extension Catalogue {
  static let statistics: [OpCase] = [
    OpCase(
      "median", in: "Statistics/Median", torch: ["median": "x.median(axis: 1)"],
      OpForm("torch.median(a)", .ranked + .shapes([[0], [2, 0]], dtypes: []).stored) {
        $0.median()
      },
      OpForm("torch.median(a, 0)", .distinct) { both($0[0].median(axis: 0)) },
      OpForm("torch.median(a, -1, keepdim=True)", .distinct) {
        both($0[0].median(axis: -1, keepDims: true))
      },
      OpForm("torch.median(a, 0)", .emptyBeside) { both($0[0].median(axis: 0)) },
      OpForm("torch.median(a, 0)[0]", .ranked.withUnknownDerivatives) { $0.median(axis: 0).values },
      errors: [
        OpError("shape [2, 0] has no elements along axis 1") {
          _ = Tensor.zeros([2, 0]).median(axis: 1)
        },
        OpError("shape [0] of int64 has no elements") { _ = Tensor.arange(0).median() },
      ]),
    OpCase(
      "nanmedian", in: "Statistics/NaNMedian", torch: ["nanmedian": "x.nanmedian(axis: 1)"],
      OpForm("torch.nanmedian(a)", .ranked + .shapes([[0], [2, 0]], dtypes: []).stored) {
        $0.nanmedian()
      },
      OpForm("torch.nanmedian(a, 0)", .distinct) { both($0[0].nanmedian(axis: 0)) },
      OpForm("torch.nanmedian(a, -1, keepdim=True)", .distinct) {
        both($0[0].nanmedian(axis: -1, keepDims: true))
      },
      OpForm("torch.nanmedian(a, 0)[0]", .ranked.withUnknownDerivatives) {
        $0.nanmedian(axis: 0).values
      },
      errors: [
        OpError("shape [2, 0] has no elements along axis 1") {
          _ = Tensor.zeros([2, 0]).nanmedian(axis: 1)
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).nanmedian(axis: 2)
        },
      ]),
    OpCase(
      "mode", in: "Statistics/Mode", torch: ["mode": "x.mode(axis: 1)"],
      OpForm("torch.mode(a)", .ranked.withoutNaN) { both($0[0].mode()) },
      OpForm("torch.mode(a, 0, keepdim=True)", .ranked.withoutNaN) {
        both($0[0].mode(axis: 0, keepDims: true))
      },
      OpForm("torch.mode(a, 0)", .emptyBeside) { both($0[0].mode(axis: 0)) },
      errors: [
        OpError("shape [2, 0] has no elements along axis -1") { _ = Tensor.zeros([2, 0]).mode() },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).mode(axis: 2)
        },
      ]),
    OpCase(
      "quantile", in: "Statistics/Quantile", torch: ["quantile": "x.quantile(0.25, axis: 1)"],
      OpForm("torch.quantile(a, 0.3)", .fractions) { $0.quantile(0.3) },
      OpForm("torch.quantile(a, 0.7, 0)", .fractions) { $0.quantile(0.7, axis: 0) },
      OpForm("torch.quantile(a, 0.5, -1, keepdim=True)", .fractions) {
        $0.quantile(0.5, axis: -1, keepDims: true)
      },
      OpForm("torch.quantile(a, 0.5, keepdim=True)", .fractions) {
        $0.quantile(0.5, keepDims: true)
      },
      OpForm("torch.quantile(a, 0.3, 0, interpolation='lower')", .fractions) {
        $0.quantile(0.3, axis: 0, interpolation: .lower)
      },
      OpForm("torch.quantile(a, 0.3, 0, interpolation='higher')", .fractions) {
        $0.quantile(0.3, axis: 0, interpolation: .higher)
      },
      OpForm("torch.quantile(a, 0.3, 0, interpolation='midpoint')", .fractions) {
        $0.quantile(0.3, axis: 0, interpolation: .midpoint)
      },
      OpForm("torch.quantile(a, 0.3, 0, interpolation='nearest')", .fractions) {
        $0.quantile(0.3, axis: 0, interpolation: .nearest)
      },
      OpForm("torch.quantile(a, b)", .shares) { $0.quantile($1) },
      OpForm("torch.quantile(a, b, 1)", .shares) { $0.quantile($1, axis: 1) },
      OpForm("torch.quantile(a, b, 0, keepdim=True)", .shares) {
        $0.quantile($1, axis: 0, keepDims: true)
      },
      errors: quantileErrors { $0.quantile($1) }),
    OpCase(
      "nanquantile", in: "Statistics/NaNQuantile",
      torch: ["nanquantile": "x.nanquantile(0.25, axis: 1)"],
      OpForm("torch.nanquantile(a, 0.3)", .fractions) { $0.nanquantile(0.3) },
      OpForm("torch.nanquantile(a, 0.7, 0)", .fractions) { $0.nanquantile(0.7, axis: 0) },
      OpForm("torch.nanquantile(a, 0.3, -1, interpolation='lower')", .fractions) {
        $0.nanquantile(0.3, axis: -1, interpolation: .lower)
      },
      OpForm("torch.nanquantile(a, 0.3, -1, interpolation='higher')", .fractions) {
        $0.nanquantile(0.3, axis: -1, interpolation: .higher)
      },
      OpForm("torch.nanquantile(a, b, 1)", .shares) { $0.nanquantile($1, axis: 1) },
      errors: quantileErrors { $0.nanquantile($1) }),
    OpCase(
      "bincount", in: "Statistics/BinCount",
      torch: ["bincount": "x.bincount(weights: weights, minLength: 5)"],
      OpForm("torch.bincount(a)", .binned) { $0.bincount() },
      OpForm("torch.bincount(a, minlength=8)", .binned) { $0.bincount(minLength: 8) },
      OpForm("torch.bincount(a, minlength=2)", .binned) { $0.bincount(minLength: 2) },
      OpForm("torch.bincount(a, b)", .weighed) { $0.bincount(weights: $1) },
      errors: [
        OpError("numbers of float32 [2]; one axis of an integer dtype is needed") {
          _ = Tensor([1, 2]).cast(to: .float32).bincount()
        },
        OpError("a number of -1, less than 0") { _ = (-Tensor.arange(1, 3)).bincount() },
        OpError("weights [2] for [3]") { _ = Tensor.arange(3).bincount(weights: .ones([2])) },
      ]),
    OpCase(
      "histc", in: "Statistics/Histogram", torch: ["histc": "x.histc(bins: 10, min: 0, max: 1)"],
      OpForm("torch.histc(a, 4).detach()", .points) { $0.histc(bins: 4) },
      OpForm("torch.histc(a, 5, min=-1.5, max=2).detach()", .points) {
        $0.histc(bins: 5, min: -1.5, max: 2)
      },
      errors: [
        OpError("0 bins") { _ = Tensor([1.5]).histc(bins: 0) },
        OpError("a range from 2.0 to 1.0") { _ = Tensor([1.5]).histc(min: 2, max: 1) },
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(3).histc() },
        OpError("a range from") { _ = Tensor([1, Float.infinity]).histc() },
      ]),
    OpCase(
      "histogram", in: "Statistics/Histogram",
      torch: ["histogram": "x.histogram(bins: 10, range: 0...1)"],
      OpForm("[x.detach() for x in torch.histogram(a, 4)]", .points) {
        both($0[0].histogram(bins: 4))
      },
      OpForm(
        "[x.detach() for x in torch.histogram(a, 5, range=(-1.5, 2), density=True)]", .points
      ) { both($0[0].histogram(bins: 5, range: -1.5...2, isDensity: true)) },
      OpForm("[x.detach() for x in torch.histogram(a, b)]", .edged) {
        both($0[0].histogram(edges: $0[1]))
      },
      OpForm("[x.detach() for x in torch.histogram(a, b, weight=a, density=True)]", .edged) {
        both($0[0].histogram(edges: $0[1], weight: $0[0], isDensity: true))
      },
      errors: [
        OpError("0 bins") { _ = Tensor([1.5]).histogram(bins: 0) },
        OpError("weights [2] for [3]") {
          _ = Tensor.zeros([3]).histogram(bins: 2, weight: .ones([2]))
        },
        OpError("edges float32 [1]; one axis of two or more of float32 is needed") {
          _ = Tensor.zeros([3]).histogram(edges: .ones([1]))
        },
      ]),
    OpCase(
      "histogramdd", in: "Statistics/Histogram",
      torch: ["histogramdd": "x.histogramdd(bins: [10, 10])"],
      OpForm("[x.detach() for x in flat(torch.histogramdd(a, [3, 2]))]", .pointPairs) {
        let (histogram, edges) = $0[0].histogramdd(bins: [3, 2])
        return [histogram] + edges
      },
      OpForm(
        "[x.detach() for x in flat(torch.histogramdd(a, [2, 4], range=[-1., 1., 0., 2.], density=True))]",
        .pointPairs
      ) {
        let (histogram, edges) = $0[0].histogramdd(
          bins: [2, 4], ranges: [-1...1, 0...2], isDensity: true)
        return [histogram] + edges
      },
      OpForm(
        "[x.detach() for x in flat(torch.histogramdd(a, [b, b], weight=a[..., 0]))]", .edgedPairs
      ) {
        let (histogram, edges) = $0[0].histogramdd(
          edges: [$0[1], $0[1]], weight: $0[0].selected(axis: -1, index: 0))
        return [histogram] + edges
      },
      errors: [
        OpError("points [3, 2] and bins for 1 coordinates") {
          _ = Tensor.zeros([3, 2]).histogramdd(bins: [2])
        },
        OpError("1 ranges for 2 coordinates") {
          _ = Tensor.zeros([3, 2]).histogramdd(bins: [2, 2], ranges: [0...1])
        },
      ]),
    OpCase(
      "cov", in: "Statistics/Covariance", torch: ["cov": "x.cov(correction: 0)"],
      OpForm("torch.cov(a)", .observed) { $0.cov() },
      OpForm("torch.cov(a, correction=0)", .observed) { $0.cov(correction: 0) },
      OpForm("torch.cov(a, fweights=b)", .counted) { $0.cov(frequencies: $1) },
      OpForm("torch.cov(a, fweights=b, aweights=c)", .countedAndWeighed) {
        $0.cov(frequencies: $1, weights: $2)
      },
      OpForm("torch.cov(a, aweights=c, correction=0)", .countedAndWeighed) {
        $0.cov(correction: 0, weights: $2)
      },
      errors: [
        OpError("observations of float32 [2, 2, 2]") { _ = Tensor.zeros([2, 2, 2]).cov() },
        OpError("frequencies float32 [3] for 3 observations") {
          _ = Tensor.zeros([2, 3]).cov(frequencies: .zeros([3]))
        },
        OpError("a weight is less than 0") {
          _ = Tensor.zeros([2, 3]).cov(weights: -Tensor.ones([3]))
        },
        OpError("a frequency is less than 0") {
          _ = Tensor.zeros([2, 3]).cov(frequencies: -Tensor.ones([3], dtype: .int64))
        },
      ]),
    OpCase(
      "corrcoef", in: "Statistics/Correlation", torch: ["corrcoef": "x.corrcoef()"],
      OpForm("torch.corrcoef(a)", .observed) { $0.corrcoef() },
      OpForm("torch.corrcoef(a[:2])", .correlated) {
        $0.narrowed(axis: 0, start: 0, length: 2).corrcoef()
      },
      errors: [
        OpError("observations of float32 [2, 2, 2]") { _ = Tensor.zeros([2, 2, 2]).corrcoef() },
        OpError("observations of bool [2]") { _ = Tensor([true, false]).corrcoef() },
      ]),
  ]

  private static func both(_ result: (histogram: Tensor, edges: Tensor)) -> [Tensor] {
    [result.histogram, result.edges]
  }

  private static func quantileErrors(
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> [OpError] {
    [
      OpError("needs a floating-point dtype, not int64") { _ = body(.arange(3), Tensor(0.5)) },
      OpError("shape [0] has no elements") { _ = body(.zeros([0]), Tensor(0.5)) },
      OpError("q is not from 0 to 1 everywhere") { _ = body(.zeros([2]), Tensor([0.5, 1.5])) },
      OpError("q is float32 [1, 2], not float32 of one axis at most") {
        _ = body(.zeros([2]), Tensor([[0.5, 0.5]]))
      },
    ]
  }
}

extension SampleSet {
  /// Derivatives as stored; no finite differences.
  fileprivate var stored: SampleSet { withoutFiniteDifferences }

  fileprivate var withoutNaN: SampleSet {
    SampleSet(samples.filter { !$0.description.contains("nan") }, large: large)
  }

  fileprivate static let ranked: SampleSet =
    SampleSet.repeated.notBool
    + SampleSet(
      [
        Sample(.reals([])), Sample(.reals([1])), Sample(.reals([6])), Sample(.reals([5])),
        Sample(.reals([2, 3])), Sample(.reals([3, 2, 4])), Sample(.reals([4, 1], dtype: .float32)),
        Sample(.values([3, .nan, 1, 2, .nan, 7], shape: [3, 2]), derivatives: .stored),
        Sample(.values([.nan, .nan]), derivatives: .stored),
      ], large: Sample(.reals([257, 1031], seed: 41)))

  fileprivate static let distinct: SampleSet = SampleSet(
    [
      Sample(.reals([])), Sample(.reals([1])), Sample(.reals([6])), Sample(.reals([5])),
      Sample(.reals([2, 3])), Sample(.reals([3, 2, 4])), Sample(.reals([4, 1], dtype: .float32)),
      Sample(.wholes([3, 1, 2, 5, 4, 6], shape: [2, 3])),
      Sample(.values([3, .nan, 1, 2, 5, 7], shape: [3, 2]), derivatives: .stored),
    ], large: Sample(.reals([257, 1031], seed: 41)))

  fileprivate static let fractions: SampleSet = SampleSet(
    [
      Sample(.reals([6])), Sample(.reals([5])), Sample(.reals([2, 3])), Sample(.reals([3, 2, 4])),
      Sample(.reals([])), Sample(.reals([1])), Sample(.reals([4, 3], dtype: .float32)),
      Sample(.values([3, .nan, 1, 2, 5, 7], shape: [3, 2]), derivatives: .stored),
      Sample(.values([.infinity, -.infinity, 1, 2, 5, 7], shape: [3, 2]), derivatives: .stored),
    ], large: Sample(.reals([257, 1031], seed: 41)))

  fileprivate static let shares: SampleSet = [
    Sample(.reals([3, 4]), .values([0.1, 0.45, 0.9])),
    Sample(.reals([4, 2]), .reals([], in: 0...1)),
    Sample(.reals([2, 5]), .values([0, 1, 0.5]), derivatives: .stored),
    Sample(.reals([3, 2, 2]), .reals([2], in: 0...1)), Sample(.reals([3, 2]), .reals([0])),
    Sample(
      .values([3, .nan, 1, 2, .nan, .nan], shape: [3, 2]), .values([0.3]), derivatives: .stored),
  ]

  fileprivate static let binned: SampleSet = SampleSet(
    [
      Sample(.integers([6], in: 0...4)), Sample(.integers([3], in: 0...9, dtype: .int32)),
      Sample(.integers([3], in: 0...9, dtype: .uint8)), Sample(.integers([0])),
      Sample(.wholes([0])), Sample(.integers([9], in: 0...2)),
    ], large: Sample(.integers([70001], in: 0...90)))

  fileprivate static let weighed: SampleSet = SampleSet(
    [
      Sample(.integers([6], in: 0...4), .reals([6], dtype: .float32)),
      Sample(.integers([3], in: 0...9), .integers([3])),
      Sample(.integers([3], in: 0...2), .bools([3])),
      Sample(.integers([3], in: 0...2), .integers([3], dtype: .int32)),
      Sample(.integers([5], in: 0...2), .values([1, .nan, 2, 3, 4], dtype: .float32)),
      Sample(.integers([2], in: 0...2, dtype: .uint8), .values([1, 2], dtype: .float32)),
      Sample(.integers([4], in: 0...2, dtype: .int32), .reals([4], dtype: .float32)),
    ], large: Sample(.integers([70001], in: 0...90), .reals([70001], dtype: .float32)))

  fileprivate static let points: SampleSet = SampleSet(
    [
      Sample(.reals([9])), Sample(.reals([2, 5])), Sample(.reals([20], dtype: .float32)),
      Sample(.values([1, 1, 1])), Sample(.values([-1.5, 2, 0.25, -1.5, 2])), Sample(.reals([])),
      Sample(.reals([0])), Sample(.reals([2, 0])), Sample(.reals([3, 2, 2], dtype: .float32)),
      Sample(.values([-1, -1, 0, 0, 1, 1, 3], dtype: .float32)),
    ], large: Sample(.reals([257, 1031], seed: 41))
  )
  .withoutFiniteDifferences

  fileprivate static let edged = SampleSet([
    Sample(.reals([9]), .values([-2, -1, 0.5, 1])), Sample(.reals([2, 5]), .values([0, 1])),
    Sample(.values([1, .nan, 2, 4, .infinity, 0.5]), .values([0, 1, 2, 4])),
    Sample(.reals([9], dtype: .float32), .values([-2, -1, 0.5, 1], dtype: .float32)),
  ]).withoutFiniteDifferences

  fileprivate static let pointPairs: SampleSet = SampleSet(
    [
      Sample(.reals([9, 2])), Sample(.reals([2, 5, 2])), Sample(.reals([20, 2], dtype: .float32)),
      Sample(.values([1, 1, 1, 1], shape: [2, 2])), Sample(.reals([1, 2])),
      Sample(.reals([0, 2])), Sample(.reals([3, 2, 2], dtype: .float32)),
      Sample(.values([-1, 0, 1, 2, 1, 0], shape: [3, 2])), Sample(.reals([6, 2], seed: 2)),
    ], large: Sample(.reals([70001, 2], seed: 41))
  )
  .withoutFiniteDifferences

  fileprivate static let edgedPairs = SampleSet([
    Sample(.reals([9, 2]), .values([-2, -1, 0.5, 1])), Sample(.reals([2, 5, 2]), .values([0, 1])),
    Sample(.values([1, .nan, 2, 1, 0, 0.5], shape: [3, 2]), .values([0, 1, 2])),
  ]).withoutFiniteDifferences

  fileprivate static let observed: SampleSet = SampleSet(
    [
      Sample(.reals([6])), Sample(.reals([2, 5])), Sample(.reals([3, 4])),
      Sample(.reals([2, 5], dtype: .float32)), Sample(.integers([2, 5])),
      Sample(.integers([4], dtype: .int32)), Sample(.reals([]), derivatives: .unknown),
      Sample(.reals([2, 0]), derivatives: .unknown), Sample(.reals([0, 2]), derivatives: .unknown),
      Sample(.reals([1, 4])),
      Sample(.values([1, .nan, 2, 4], shape: [2, 2]), derivatives: .stored),
    ], large: Sample(.reals([17, 1031], seed: 41)))

  fileprivate static let correlated: SampleSet = [
    Sample(.reals([2, 6])), Sample(.reals([3, 5])), Sample(.reals([2, 4], seed: 7)),
    Sample(.integers([2, 5], in: 0...9, dtype: .uint8)), Sample(.reals([2, 3], dtype: .float32)),
    Sample(.reals([2, 7], seed: 8)), Sample(.reals([2, 9], seed: 9)), Sample(.reals([4, 9])),
    Sample(.integers([3, 5])), Sample(.integers([3, 5], dtype: .int32)),
  ]

  fileprivate static let counted: SampleSet = [
    Sample(.reals([2, 4]), .wholes([1, 2, 0, 3])), Sample(.reals([3]), .wholes([2, 2, 1])),
  ]

  fileprivate static let countedAndWeighed: SampleSet = [
    Sample(.reals([2, 4]), .wholes([1, 2, 0, 3]), .reals([4], in: 0...2)),
    Sample(.reals([3, 3]), .wholes([2, 2, 1]), .reals([3], in: 0...2)),
  ]
}
