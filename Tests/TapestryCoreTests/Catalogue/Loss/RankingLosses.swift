import TapestryCore
import TapestryTesting

extension Catalogue {
  static let rankingLosses: [OpCase] = [
    OpCase(
      "hingeEmbeddingLoss", in: "Loss/HingeEmbeddingLoss",
      torch: ["nn.functional.hinge_embedding_loss": "hingeEmbeddingLoss(x, labels)"],
      forms: OpForm.losses("F.hinge_embedding_loss(a, b, REDUCTION)", .signed([])) {
        hingeEmbeddingLoss($0[0], $0[1], reduction: $1)
      } + [
        OpForm(
          "F.hinge_embedding_loss(a, b, margin=-0.5, reduction='none')",
          .signed([[[5, 2], [1, 2]], [[3], [2, 1]], [[2], []]])
        ) { hingeEmbeddingLoss($0, $1, margin: -0.5, reduction: .none) },
        OpForm(
          "F.hinge_embedding_loss(a, b, reduction='none')",
          [
            Sample(
              .values([.nan, .infinity, -.infinity, 1, 1]), .wholes([1, -1, 1, -1, 3]),
              derivatives: .stored)
          ]
        ) { hingeEmbeddingLoss($0, $1, reduction: .none) },
      ],
      errors: [
        OpError("shapes [2] and [3] do not broadcast") {
          _ = hingeEmbeddingLoss(.zeros([2]), .ones([3]))
        },
        OpError("shapes [2, 3] and [2] do not broadcast") {
          _ = hingeEmbeddingLoss(.zeros([2, 3]), .ones([2]))
        },
      ]),
    OpCase(
      "marginRankingLoss", in: "Loss/MarginRankingLoss",
      torch: ["nn.functional.margin_ranking_loss": "marginRankingLoss(x, y, labels)"],
      forms: OpForm.losses(
        "F.margin_ranking_loss(a, b, c, REDUCTION)", .pairs(third: true, specials: false)
      ) { marginRankingLoss($0[0], $0[1], $0[2], reduction: $1) } + [
        OpForm(
          "F.margin_ranking_loss(a, b, c, margin=0.7, reduction='none')",
          .broadcast(
            [[[2, 3], [1, 3], [2, 1]], [[3], [1], [3]], [[1, 2], [3, 1], [3, 2]]],
            in: [-2...2, -2...2, -1...1])
        ) { marginRankingLoss($0, $1, $2, margin: 0.7, reduction: .none) },
        OpForm(
          "F.margin_ranking_loss(a, b, c, margin=1, reduction='none')",
          [
            Sample(
              .values([.nan, .infinity, 1, 1]), .values([0, 0, 0, .infinity]),
              .values([1, 1, 1, -1]), derivatives: .stored),
            Sample(.integers([4]), .integers([4], seed: 2), .wholes([1, -1, 1, -1])),
          ]
        ) { marginRankingLoss($0, $1, $2, margin: 1, reduction: .none) },
      ],
      errors: [
        OpError("scores [2, 3] and [3] and labels [2, 3] must have as many axes") {
          _ = marginRankingLoss(.zeros([2, 3]), .zeros([3]), .ones([2, 3]))
        },
        OpError("shapes [2, 3] and [2, 2] do not broadcast") {
          _ = marginRankingLoss(.zeros([2, 3]), .zeros([2, 2]), .ones([2, 3]))
        },
      ]),
    OpCase(
      "cosineEmbeddingLoss", in: "Loss/CosineEmbeddingLoss",
      torch: ["nn.functional.cosine_embedding_loss": "cosineEmbeddingLoss(x, y, labels)"],
      forms: OpForm.losses("F.cosine_embedding_loss(a, b, c, REDUCTION)", .labelledVectors) {
        cosineEmbeddingLoss($0[0], $0[1], $0[2], reduction: $1)
      } + [
        OpForm(
          "F.cosine_embedding_loss(a, b, c, margin=-0.5, reduction='none')", .labelledVectors
        ) { cosineEmbeddingLoss($0, $1, $2, margin: -0.5, reduction: .none) }
      ],
      errors: [
        OpError("vectors [2, 3, 4] and [2, 3, 4] with labels [2]") {
          _ = cosineEmbeddingLoss(.zeros([2, 3, 4]), .zeros([2, 3, 4]), .ones([2]))
        },
        OpError("vectors [3] and [3] with labels [2]: [size], [size] and []") {
          _ = cosineEmbeddingLoss(.zeros([3]), .zeros([3]), .ones([2]))
        },
        OpError("shapes [2, 3] and [2, 4] do not broadcast") {
          _ = cosineEmbeddingLoss(.zeros([2, 3]), .zeros([2, 4]), .ones([2]))
        },
      ]),
    OpCase(
      "tripletMarginLoss", in: "Loss/TripletMarginLoss",
      torch: ["nn.functional.triplet_margin_loss": "tripletMarginLoss(x, near, far)"],
      forms: OpForm.losses("F.triplet_margin_loss(a, b, c, REDUCTION)", .triplets) {
        tripletMarginLoss($0[0], $0[1], $0[2], reduction: $1)
      }
        + [
          OpForm("F.triplet_margin_loss(a, b, c, margin=0.5, p=1, swap=True)", .triplets) {
            tripletMarginLoss($0, $1, $2, margin: 0.5, p: 1, swap: true)
          },
          OpForm(
            "F.triplet_margin_loss(a, b, c, margin=10, p=3, eps=0.1, reduction='none')", .triplets
          ) { tripletMarginLoss($0, $1, $2, margin: 10, p: 3, epsilon: 0.1, reduction: .none) },
        ].map(\.withoutEmptyMeans),
      errors: tripletErrors { tripletMarginLoss($0, $1, $2, margin: $3, file: $4, line: $5) }),
    OpCase(
      "tripletMarginWithDistanceLoss", in: "Loss/TripletMarginWithDistanceLoss",
      torch: [
        "nn.functional.triplet_margin_with_distance_loss":
          "tripletMarginWithDistanceLoss(x, near, far)"
      ],
      forms: OpForm.losses(
        "F.triplet_margin_with_distance_loss(a, b, c, REDUCTION)", .triplets
      ) { tripletMarginWithDistanceLoss($0[0], $0[1], $0[2], reduction: $1) } + [
        OpForm(
          "F.triplet_margin_with_distance_loss(a, b, c, distance_function=lambda x, y: ((x - y) ** 2).sum(-1), margin=0.5, swap=True, reduction='none')",
          .triplets
        ) {
          tripletMarginWithDistanceLoss(
            $0, $1, $2, distanceFunction: { ($0 - $1).square().sum(axis: -1) }, margin: 0.5,
            swap: true, reduction: .none)
        }
      ],
      errors: tripletErrors {
        tripletMarginWithDistanceLoss($0, $1, $2, margin: $3, file: $4, line: $5)
      }),
  ]

  private static func tripletErrors(
    _ loss: @escaping @Sendable (Tensor, Tensor, Tensor, Double, StaticString, UInt) -> Tensor
  ) -> [OpError] {
    [
      OpError("a margin of -1.0, which must be above 0") {
        _ = loss(.zeros([3, 4]), .zeros([3, 4]), .zeros([3, 4]), -1, #fileID, #line)
      },
      OpError("anchor [3, 4], positive [4] and negative [3, 4] must have as many axes") {
        _ = loss(.zeros([3, 4]), .zeros([4]), .zeros([3, 4]), 1, #fileID, #line)
      },
      OpError("shapes [3, 5] and [3, 4] do not broadcast") {
        _ = loss(.zeros([3, 5]), .zeros([3, 4]), .zeros([3, 4]), 1, #fileID, #line)
      },
    ]
  }
}

extension OpForm {
  fileprivate var withoutEmptyMeans: OpForm {
    OpForm(reference, samples.undefinedWhereEmpty, all: body)
  }
}

extension SampleSet {
  fileprivate static let labelledVectors: SampleSet = {
    let shapes: [([Int], [Int], [Int])] = [
      ([3], [3], []), ([2, 3], [2, 3], [2]), ([2, 3], [1, 3], [2]), ([4, 2], [4, 2], [1]),
      ([0, 3], [0, 3], [0]), ([5, 1], [5, 1], [5]),
    ]
    func labels(_ shape: [Int]) -> SampleInput {
      .wholes((0..<shape.reduce(1, *)).map { [1, -1, 1, 0, -1][$0 % 5] }, shape: shape)
    }
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(
          .reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 11), labels(shapes.2))
      } + [
        Sample(.reals([2, 3], dtype: .float32), .reals([2, 3], dtype: .float32), labels([2])),
        Sample(
          .values([0, 0, 0, 1, .nan, .infinity], shape: [3, 2]), .reals([3, 2]), labels([3]),
          derivatives: .stored),
      ],
      large: Sample(.reals([5000, 20]), .reals([5000, 20], seed: 2), labels([5000])))
  }()

  fileprivate static let triplets: SampleSet = {
    let shapes: [[[Int]]] = [
      [[2, 3], [2, 3], [2, 3]], [[2, 3], [1, 3], [2, 3]], [[3], [3], [3]],
      [[2, 2, 3], [2, 2, 3], [2, 1, 3]], [[0, 3], [0, 3], [0, 3]],
    ]
    func sample(_ shapes: [[Int]], _ dtype: DType, seed: Int) -> Sample {
      Sample(shapes.enumerated().map { .reals($1, seed: seed + 10 * $0, dtype: dtype) })
    }
    return SampleSet(
      shapes.enumerated().map { sample($1, .float64, seed: $0 + 1) }
        + [sample([[2, 3], [2, 3], [2, 3]], .float32, seed: 7)],
      large: sample([[5000, 20], [5000, 20], [5000, 20]], .float64, seed: 8))
  }()
}
