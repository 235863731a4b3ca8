import TapestryCore
import TapestryTesting

extension Catalogue {
  static let distance: [OpCase] = [
    OpCase(
      "cdist", in: "Distance/CDist", torch: ["cdist": "cdist(x, y)"],
      forms: distances("torch.cdist(a, b, P)", .sets) { cdist($0[0], $0[1], p: $1) } + [
        OpForm("torch.cdist(a, b)", .specialSets) { cdist($0, $1) }
      ],
      errors: [
        OpError("vectors [2, 3] and [3, 4]: […, n, size] and […, m, size] are needed") {
          _ = cdist(.zeros([2, 3]), .zeros([3, 4]))
        },
        OpError("vectors [3] and [3]") { _ = cdist(.zeros([3]), .zeros([3])) },
        OpError("p of -1.0 is negative") { _ = cdist(.zeros([2, 3]), .zeros([2, 3]), p: -1) },
        OpError("leading axes of [2, 4, 3] and [3, 4, 3] do not broadcast") {
          _ = cdist(.zeros([2, 4, 3]), .zeros([3, 4, 3]))
        },
        OpError("vectors of int64 and int64 must be of one floating-point dtype") {
          _ = cdist(.zeros([2, 3], dtype: .int64), .zeros([2, 3], dtype: .int64))
        },
      ]),
    OpCase(
      "cosineSimilarity", in: "Distance/CosineSimilarity",
      torch: ["nn.functional.cosine_similarity": "cosineSimilarity(x, y)"],
      OpForm("F.cosine_similarity(a, b)", .vectorPairs) { cosineSimilarity($0, $1) },
      OpForm("F.cosine_similarity(a, b, dim=-1)", .vectorPairs) {
        cosineSimilarity($0, $1, axis: -1)
      },
      OpForm(
        "F.cosine_similarity(a, b, dim=0, eps=3.0)", .vectorPairs.withoutFiniteDifferences
      ) {
        cosineSimilarity($0, $1, axis: 0, epsilon: 3)
      },
      OpForm("F.cosine_similarity(a, b, dim=0)", .shapes([[5], [], [2, 2]], twice: true)) {
        cosineSimilarity($0, $1, axis: 0)
      },
      OpForm(
        "F.cosine_similarity(a, b)",
        [
          Sample(
            .values([2, 1, 1, 0, .nan, 1, .infinity, 1], shape: [4, 2]), .reals([4, 2], seed: 2),
            derivatives: .stored),
          // PyTorch's second derivative is NaN.
          Sample(.values([0, 0], shape: [1, 2]), .reals([1, 2], seed: 2), derivatives: .unknown),
          Sample(.integers([2, 3]), .reals([2, 3])),
        ]
      ) { cosineSimilarity($0, $1) },
      errors: [
        OpError("shapes [2, 3] and [2, 4] do not broadcast") {
          _ = cosineSimilarity(.zeros([2, 3]), .zeros([2, 4]))
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = cosineSimilarity(.zeros([2, 3]), .zeros([2, 3]), axis: 2)
        },
        OpError("needs a floating-point dtype, not int64 and int64") {
          _ = cosineSimilarity(
            .zeros([2, 3], dtype: .int64), .zeros([2, 3], dtype: .int64))
        },
      ]),
    OpCase(
      "pairwiseDistance", in: "Distance/PairwiseDistance",
      torch: ["nn.functional.pairwise_distance": "pairwiseDistance(x, y)"],
      forms: [0, 0.5, 1, 1.5, 2, 3, -1, .infinity, -.infinity].map { (p: Double) in
        OpForm(
          "F.pairwise_distance(a, b, \(p))",
          p < 0 || p == .infinity ? .vectorPairs.withoutEmpty : .vectorPairs
        ) { pairwiseDistance($0, $1, p: p) }
      } + [
        OpForm("F.pairwise_distance(a, b, keepdim=True, eps=0.5)", .vectorPairs) {
          pairwiseDistance($0, $1, epsilon: 0.5, keepDims: true)
        },
        OpForm("F.pairwise_distance(a, b)", .shapes([[5], [], [2, 2]], twice: true)) {
          pairwiseDistance($0, $1)
        },
        OpForm(
          "F.pairwise_distance(a, b, eps=0.0)",
          [
            Sample(
              .values([2, 0, 1, 0, .nan, 1, .infinity, 1], shape: [4, 2]),
              .values([0, 0, 1, 1, 1, 1, 1, 1], shape: [4, 2]), derivatives: .stored),
            // PyTorch's second derivative is NaN.
            Sample(
              .values([1, 0], shape: [1, 2]), .values([1, 0], shape: [1, 2]), derivatives: .unknown),
          ]
        ) { pairwiseDistance($0, $1, epsilon: 0) },
      ],
      errors: [
        OpError("shapes [2, 3] and [2, 4] do not broadcast") {
          _ = pairwiseDistance(.zeros([2, 3]), .zeros([2, 4]))
        },
        OpError("shapes [5, 4] and [5] do not broadcast") {
          _ = pairwiseDistance(.zeros([5, 4]), .zeros([5]))
        },
      ]),
    OpCase(
      "pdist", in: "Distance/PDist", torch: ["nn.functional.pdist": "pdist(x)"],
      forms: distances(
        "F.pdist(a, P)",
        .shapes(
          [[4, 3], [1, 3], [2, 1], [5, 2]], dtypes: [.float32], large: [300, 7])
      ) { pdist($0[0], p: $1) } + [
        // PyTorch crashes.
        OpForm(nil, .shapes([[0, 3], [3, 0]], dtypes: [])) { pdist($0, p: 3) },
        OpForm(
          "F.pdist(a)",
          [
            Sample(
              .values([0, 1, 0, 1, .nan, 1, .infinity, 1], shape: [4, 2]), derivatives: .stored)
          ]
        ) { pdist($0) },
      ],
      errors: [
        OpError("vectors [3] must be [n, size]") { _ = pdist(.zeros([3])) },
        OpError("needs a floating-point dtype, not int64") {
          _ = pdist(.zeros([3, 2], dtype: .int64))
        },
        OpError("p of -1.0 is negative") { _ = pdist(.zeros([2, 3]), p: -1) },
      ]),
  ]

  private static func distances(
    _ reference: String, _ samples: SampleSet,
    _ body: @escaping @Sendable ([Tensor], Double) -> Tensor
  ) -> [OpForm] {
    [0, 0.5, 1, 1.5, 2, 3, .infinity].map { (p: Double) in
      OpForm(
        reference.replacing("P)", with: "\(p))"), samples, all: { [body($0, p)] })
    }
  }
}

extension SampleSet {
  fileprivate static let sets: SampleSet = {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [4, 3]), ([2, 1], [3, 1]), ([0, 3], [2, 3]), ([2, 0], [3, 0]),
      ([2, 2, 3], [2, 3]), ([2, 1, 2, 2], [3, 3, 2]), ([0, 2, 3], [1, 2, 3]),
    ]
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 21))
      } + [Sample(.reals([2, 3], dtype: .float32), .reals([4, 3], seed: 2, dtype: .float32))],
      large: Sample(.reals([3, 90, 11]), .reals([130, 11], seed: 2)))
  }()

  fileprivate static let specialSets: SampleSet = [
    Sample(
      .values([0, 1, .nan, 1, .infinity, 1], shape: [3, 2]),
      .values([0, 1, 1, 1, 2, 3], shape: [3, 2]), derivatives: .stored)
  ]

  fileprivate static let vectorPairs: SampleSet = {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [2, 3]), ([2, 3], [1, 3]), ([2, 3, 2], [3, 2]), ([2, 1, 2], [1, 3, 2]),
      ([2, 0], [2, 0]), ([0, 3], [0, 3]),
    ]
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 21))
      } + [Sample(.reals([2, 3], dtype: .float32), .reals([2, 3], seed: 2, dtype: .float32))],
      large: Sample(.reals([5000, 20]), .reals([5000, 20], seed: 2)))
  }()

  fileprivate static func shapes(_ shapes: [[Int]], twice: Bool) -> SampleSet {
    SampleSet(
      shapes.enumerated().map { Sample(.reals($1, seed: $0 + 1), .reals($1, seed: $0 + 11)) })
  }

  /// The largest of no elements is a mistake.
  fileprivate var withoutEmpty: SampleSet {
    SampleSet(
      samples.filter { !$0.inputs.contains { $0.shape.contains(0) } }, large: large)
  }
}
