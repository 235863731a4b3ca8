import TapestryCore
import TapestryTesting

extension Catalogue {
  static let embedding: [OpCase] = [
    OpCase(
      "embedding", in: "Embedding/Embedding",
      torch: ["nn.functional.embedding": "embedding(indices, x)"],
      OpForm("F.embedding(a.long(), b)", .lookups) { TapestryCore.embedding($0, $1) },
      OpForm("F.embedding(a.long(), b, padding_idx=-1)", .lookups.stored) {
        TapestryCore.embedding($0, $1, paddingIndex: -1)
      },
      OpForm("F.embedding(a.long(), b, padding_idx=2, scale_grad_by_freq=True)", .lookups.stored) {
        TapestryCore.embedding($0, $1, paddingIndex: 2, scaleGradByFreq: true)
      },
      OpForm(
        "(lambda i, w: [F.embedding(i, w, max_norm=1.5), w])(a.long(), b.detach().clone())",
        .lookups.stored,
        all: {
          let weight = $0[1].detach().clone()
          return [TapestryCore.embedding($0[0], weight, maxNorm: 1.5), weight]
        }),
      OpForm(
        "F.embedding(a.long(), b.detach().clone(), max_norm=1.5, norm_type=1)", .lookups.stored
      ) { TapestryCore.embedding($0, $1.detach().clone(), maxNorm: 1.5, normType: 1) },
      errors: [
        OpError("index 3 is not in 0..<3, the rows of weight [3, 2]") {
          _ = TapestryCore.embedding(Tensor([Int64(0), 3]), .zeros([3, 2]))
        },
        OpError("index -1 is not in 0..<3, the rows of weight [3, 2]") {
          _ = TapestryCore.embedding(Tensor([Int64(-1)]), .zeros([3, 2]))
        },
        OpError("weight [3] must be [rows, size]") {
          _ = TapestryCore.embedding(.arange(2), .zeros([3]))
        },
        OpError("indices of float32; an integer dtype is needed") {
          _ = TapestryCore.embedding(.zeros([2]), .zeros([3, 2]))
        },
        OpError("paddingIndex 3 is out of range for weight [3, 2]") {
          _ = TapestryCore.embedding(.arange(2), .zeros([3, 2]), paddingIndex: 3)
        },
      ]),
    OpCase(
      "embeddingBag", in: "Embedding/EmbeddingBag",
      torch: ["nn.functional.embedding_bag": "embeddingBag(indices, x)"],
      forms: bags("", .bagsOfTwo) { embeddingBag($0, $1, mode: $2) }
        + bags("offsets=torch.tensor([0, 2, 2, 3]), ", .bagged) {
          embeddingBag($0, $1, offsets: Tensor([0, 2, 2, 3], dtype: .int64), mode: $2)
        }
        + bags(
          "offsets=torch.tensor([0, 1, 5]), include_last_offset=True, padding_idx=1, ", .bagged
        ) {
          embeddingBag(
            $0, $1, offsets: Tensor([0, 1, 5], dtype: .int64), mode: $2, includeLastOffset: true,
            paddingIndex: 1)
        }
        + [
          OpForm(
            "F.embedding_bag(a.long(), b, offsets=torch.tensor([0, 2]), mode='sum', per_sample_weights=c, padding_idx=-1)",
            [Sample(.wholes([3, 0, 3, 1, 2]), .reals([4, 2]), .reals([5], seed: 3))]
          ) {
            embeddingBag(
              $0, $1, offsets: Tensor([0, 2], dtype: .int64), mode: .sum, perSampleWeights: $2,
              paddingIndex: -1)
          }
        ]
        + [("mean", EmbeddingBagMode.mean), ("sum", .sum)].map { name, mode in
          OpForm(
            "F.embedding_bag(a.long(), b, offsets=torch.tensor([0, 2]), mode='\(name)', scale_grad_by_freq=True)",
            // PyTorch divides by how often another row is read where indices are not in order.
            [
              Sample(.wholes([1, 1, 1, 1, 1]), .reals([3, 2]), derivatives: .stored),
              Sample(.wholes([0, 1, 2, 3, 4]), .reals([5, 2]), derivatives: .stored),
            ]
          ) {
            embeddingBag(
              $0, $1, offsets: Tensor([0, 2], dtype: .int64), mode: mode, scaleGradByFreq: true)
          }
        } + [
          OpForm(
            "(lambda i, w: [F.embedding_bag(i, w, max_norm=1.5), w])(a.long(), b.detach().clone())",
            .bagsOfTwo.stored,
            all: {
              let weight = $0[1].detach().clone()
              return [embeddingBag($0[0], weight, maxNorm: 1.5), weight]
            }),
          OpForm(
            "F.embedding_bag(a.long(), b, offsets=torch.tensor([0, 2]), mode='max')",
            [
              Sample(
                .wholes([0, 1, 2, 1, 0]), .values([1, 2, 1, 0, 1, .nan], shape: [3, 2]),
                derivatives: .stored)
            ]
          ) { embeddingBag($0, $1, offsets: Tensor([0, 2], dtype: .int64), mode: .max) },
        ],
      errors: [
        OpError("index 3 is not in 0..<3, the rows of weight [3, 2]") {
          _ = embeddingBag(Tensor([Int64(0), 3], shape: [1, 2]), .zeros([3, 2]))
        },
        OpError("indices [2] without offsets; [bags, length], or [n] with offsets, is needed") {
          _ = embeddingBag(.arange(2), .zeros([3, 2]))
        },
        OpError("offsets [0, 3, 1] of 3 indices must begin with 0, ascend and end within") {
          _ = embeddingBag(.arange(3), .zeros([3, 2]), offsets: Tensor([0, 3, 1], dtype: .int64))
        },
        OpError("offsets [1] of 3 indices must begin with 0") {
          _ = embeddingBag(.arange(3), .zeros([3, 2]), offsets: Tensor([1], dtype: .int64))
        },
        OpError("perSampleWeights [2, 1] for indices [2, 1] and mode mean; the same shape and sum")
        {
          _ = embeddingBag(
            .zeros([2, 1], dtype: .int64), .zeros([3, 2]), perSampleWeights: .ones([2, 1]))
        },
        OpError("scaleGradByFreq with max") {
          _ = embeddingBag(
            .zeros([2, 1], dtype: .int64), .zeros([3, 2]), mode: .max, scaleGradByFreq: true)
        },
      ]),
    OpCase(
      "oneHot", in: "Embedding/OneHot", torch: ["nn.functional.one_hot": "oneHot(labels)"],
      OpForm("F.one_hot(a.long())", .labels.withElements) { oneHot($0) },
      OpForm("F.one_hot(a.long(), 9)", .labels) { oneHot($0, classes: 9) },
      errors: [
        OpError("label -1 is not in 0..<3") { _ = oneHot(Tensor([Int64(0), -1]), classes: 3) },
        OpError("label 3 is not in 0..<3") { _ = oneHot(Tensor([Int64(0), 3]), classes: 3) },
        OpError("no labels [0] to count classes by; give classes") {
          _ = oneHot(.zeros([0], dtype: .int64))
        },
        OpError("labels of float32; an integer dtype is needed") { _ = oneHot(.zeros([2])) },
      ]),
  ]

  private static func bags(
    _ arguments: String, _ samples: SampleSet,
    _ body: @escaping @Sendable (Tensor, Tensor, EmbeddingBagMode) -> Tensor
  ) -> [OpForm] {
    let modes: [(String, EmbeddingBagMode)] = [("mean", .mean), ("sum", .sum), ("max", .max)]
    return modes.map { name, mode in
      OpForm("F.embedding_bag(a.long(), b, \(arguments)mode='\(name)')", samples) {
        body($0, $1, mode)
      }
    }
  }
}

extension SampleSet {
  fileprivate static let lookups: SampleSet = {
    let shapes: [([Int], [Int])] = [
      ([5], [4, 2]), ([2, 3], [3, 1]), ([], [3, 2]), ([0], [3, 2]), ([3], [5, 0]),
      ([1, 2, 2], [4, 3]),
    ]
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(
          .integers(shapes.0, in: 0...(shapes.1[0] - 1), seed: seed + 1),
          .reals(shapes.1, seed: seed + 11))
      } + [
        Sample(.integers([5], in: 0...3, dtype: .int32), .reals([4, 2], dtype: .float32))
      ],
      large: Sample(.integers([5000], in: 0...99), .reals([100, 40])))
  }()

  /// Finite differences see the gradients that these operations leave out or scale.
  fileprivate var stored: SampleSet { withoutFiniteDifferences }

  fileprivate static let bagsOfTwo: SampleSet = SampleSet(
    [[3, 2], [1, 4], [0, 2]].enumerated().map { seed, shape in
      Sample(.integers(shape, in: 0...3, seed: seed + 1), .reals([4, 3], seed: seed + 11))
    } + [Sample(.integers([3, 2], in: 0...3), .reals([4, 3], dtype: .float32))],
    large: Sample(.integers([500, 9], in: 0...99), .reals([100, 40])))

  /// Five indices.
  fileprivate static let bagged: SampleSet = [
    Sample(.wholes([1, 2, 1, 3, 0]), .reals([4, 2])),
    Sample(.wholes([1, 1, 1, 1, 1]), .reals([3, 1])),
    Sample(.wholes([3, 0, 2, 2, 1], dtype: .int32), .reals([4, 2], dtype: .float32)),
  ]

  fileprivate static let labels = SampleSet(
    [[], [5], [2, 3], [0], [1, 2, 2], [2, 0]].enumerated().flatMap { seed, shape in
      [DType.int64, .int32].map {
        Sample(.integers(shape, in: 0...8, seed: seed + 1, dtype: $0))
      }
    }, large: Sample(.integers([5000], in: 0...8)))

  fileprivate var withElements: SampleSet {
    SampleSet(samples.filter { !$0.inputs[0].shape.contains(0) }, large: large)
  }
}
