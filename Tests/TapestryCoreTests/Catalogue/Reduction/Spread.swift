import TapestryCore
import TapestryTesting

extension Catalogue {
  static let spread: [OpCase] = [
    OpCase(
      "var", in: "Reduction/Variance", torch: ["var": "x.var(axis: 1, correction: 1)"],
      OpForm("torch.var(a)", .spread) { $0.var() },
      OpForm("torch.var(a, 0)", .spread) { $0.var(axis: 0) },
      OpForm("torch.var(a, -1, correction=0, keepdim=True)", .spread) {
        $0.var(axis: -1, correction: 0, keepDims: true)
      },
      OpForm("torch.var(a, (0, -1), correction=0.5)", .rankTwo.ofFloats.undefinedWhereEmpty) {
        $0.var(axes: [0, -1], correction: 0.5)
      },
      OpForm("torch.var(a, 0, correction=3)", .spread.withoutFiniteDifferences) {
        $0.var(axis: 0, correction: 3)
      },
      errors: notForIntegers("var") { $0.var() } + wrongAxes { $0.var(axes: $1) }),
    OpCase(
      "varMean", in: "Reduction/Variance", torch: ["var_mean": "x.varMean(axes: [1])"],
      OpForm("torch.var_mean(a)", .spread) { both($0[0].varMean()) },
      OpForm("torch.var_mean(a, -1, correction=0, keepdim=True)", .spread) {
        both($0[0].varMean(axes: [-1], correction: 0, keepDims: true))
      },
      errors: notForIntegers("varMean") { $0.varMean().mean }
        + wrongAxes { $0.varMean(axes: $1).mean }),
    OpCase(
      "std", in: "Reduction/StandardDeviation", torch: ["std": "x.std(axis: 1, correction: 1)"],
      OpForm("torch.std(a)", .spread) { $0.std() },
      OpForm("torch.std(a, 0)", .spread) { $0.std(axis: 0) },
      OpForm("torch.std(a, -1, correction=0, keepdim=True)", .spread.withoutSingles) {
        $0.std(axis: -1, correction: 0, keepDims: true)
      },
      OpForm(
        "torch.std(a, (0, -1), correction=0.5)",
        .rankTwo.ofFloats.undefinedWhereEmpty.withoutSingles
      ) {
        $0.std(axes: [0, -1], correction: 0.5)
      },
      OpForm("torch.std(a, 0, correction=3)", .spread.withoutFiniteDifferences) {
        $0.std(axis: 0, correction: 3)
      },
      errors: notForIntegers("std") { $0.std() } + wrongAxes { $0.std(axes: $1) }),
    OpCase(
      "stdMean", in: "Reduction/StandardDeviation", torch: ["std_mean": "x.stdMean(axes: [1])"],
      OpForm("torch.std_mean(a)", .spread) { both($0[0].stdMean()) },
      OpForm("torch.std_mean(a, 0, correction=0, keepdim=True)", .spread.withoutSingles) {
        both($0[0].stdMean(axes: [0], correction: 0, keepDims: true))
      },
      errors: notForIntegers("stdMean") { $0.stdMean().mean }
        + wrongAxes { $0.stdMean(axes: $1).mean }),
    OpCase(
      "logsumexp", in: "Reduction/LogSumExp", torch: ["logsumexp": "x.logsumexp(axis: 1)"],
      OpForm("torch.logsumexp(a, 0)", .anyRank) { $0.logsumexp(axis: 0) },
      OpForm("torch.logsumexp(a, -1, keepdim=True)", .anyRank) {
        $0.logsumexp(axis: -1, keepDims: true)
      },
      OpForm("torch.logsumexp(a, (0, -1))", .rankTwo) { $0.logsumexp(axes: [0, -1]) },
      OpForm("torch.logsumexp(a, (0, 1))", .shapes([[2, 3], [1, 4]], in: 700...720)) {
        $0.logsumexp()
      },
      errors: wrongAxes { $0.logsumexp(axes: $1) }),
  ]

  private static func notForIntegers(
    _ name: String, _ body: @escaping @Sendable (Tensor) -> Tensor
  ) -> [OpError] {
    [OpError("needs a floating-point dtype, not int64") { _ = body(.arange(3)) }]
  }

  private static func both(_ result: (variance: Tensor, mean: Tensor)) -> [Tensor] {
    [result.variance, result.mean]
  }

  private static func both(_ result: (deviation: Tensor, mean: Tensor)) -> [Tensor] {
    [result.deviation, result.mean]
  }
}

extension SampleSet {
  /// Nothing has a variance of which there is only one.
  fileprivate static let spread: SampleSet =
    .shapes(
      [
        [6], [2, 3], [3, 2, 2], [2, 2, 3], [5, 2], [2, 4],
      ], dtypes: [.float32], large: [257, 1031])
    + SampleSet.shapes([[], [1], [0], [2, 0, 3], [3, 1, 2], [1, 7], [7, 1]], dtypes: [])
    .withoutFiniteDifferences
    + [
      Sample(
        .values([1, .nan, 3, 2, .infinity, 2, 0, -0.0, 0], shape: [3, 3]), derivatives: .stored),
      Sample(.values([1e9 + 1, 1e9 + 2, 1e9 + 4], shape: [3]), derivatives: .stored),
      Sample(
        .values([10001, 10001.25, 10001.5, 10000.75], shape: [2, 2], dtype: .float32),
        derivatives: .stored),
      Sample(.values([2, 2, 2, 2], shape: [2, 2]), derivatives: .stored),
    ]

  fileprivate var withoutSingles: SampleSet {
    SampleSet(
      samples.filter { !$0.inputs[0].shape.contains(1) && $0.inputs[0].shape != [] }, large: large)
  }
}
