import TapestryCore
import TapestryTesting

extension Catalogue {
  static let classLosses: [OpCase] = [
    OpCase(
      "crossEntropy", in: "Loss/CrossEntropy",
      torch: ["nn.functional.cross_entropy": "crossEntropy(x, labels)"],
      forms: OpForm.losses("F.cross_entropy(a, b.long(), REDUCTION)", .labelled) {
        crossEntropy($0[0], $0[1], reduction: $1)
      }
        + OpForm.losses("F.cross_entropy(a, b.long(), REDUCTION)", .labelledAxes) {
          crossEntropy($0[0], $0[1], reduction: $1)
        }
        + OpForm.losses(
          "F.cross_entropy(a, b.long(), torch.tensor([0.5, 2, 1.5]).to(a), ignore_index=1, REDUCTION)",
          .labelledAxes
        ) {
          crossEntropy(
            $0[0], $0[1], weight: classWeights(like: $0[0]), ignoreIndex: 1, reduction: $1)
        }
        + OpForm.losses(
          "F.cross_entropy(a, b.long(), torch.tensor([0.5, 2, 1.5]).to(a), ignore_index=2, label_smoothing=0.3, REDUCTION)",
          .labelledAxes
        ) {
          crossEntropy(
            $0[0], $0[1], weight: classWeights(like: $0[0]), ignoreIndex: 2, labelSmoothing: 0.3,
            reduction: $1)
        }
        + OpForm.losses(
          "F.cross_entropy(a, b.long(), ignore_index=0, label_smoothing=0.3, REDUCTION)",
          .labelledAxes
        ) {
          crossEntropy($0[0], $0[1], ignoreIndex: 0, labelSmoothing: 0.3, reduction: $1)
        }
        + OpForm.losses("F.cross_entropy(a, b, REDUCTION)", .classProbabilities) {
          crossEntropy($0[0], $0[1], reduction: $1)
        }
        + OpForm.losses(
          "F.cross_entropy(a, b, torch.tensor([0.5, 2, 1.5]).to(a), label_smoothing=0.3, REDUCTION)",
          .classProbabilities
        ) {
          crossEntropy(
            $0[0], $0[1], weight: classWeights(like: $0[0]), labelSmoothing: 0.3, reduction: $1)
        }
        + [
          OpForm("F.cross_entropy(a, b.long())", .ignoredLabels) { crossEntropy($0, $1) },
          OpForm("F.cross_entropy(a, b.long(), reduction='sum')", .ignoredLabels) {
            crossEntropy($0, $1, reduction: .sum)
          },
          OpForm(nil, .weightedLabels) {
            crossEntropy($0, $1, weight: $2, ignoreIndex: 1, labelSmoothing: 0.25)
          },
        ],
      errors: labelErrors { crossEntropy($0, $1, weight: $2, file: $3, line: $4) } + [
        OpError("a label smoothing of 1.5, which must be from 0 to 1") {
          _ = crossEntropy(.zeros([2, 3]), .arange(2), labelSmoothing: 1.5)
        },
        OpError("ignoreIndex 1 beside probabilities") {
          _ = crossEntropy(.zeros([2, 3]), .zeros([2, 3]), ignoreIndex: 1)
        },
      ]),
    OpCase(
      "nllLoss", in: "Loss/NLLLoss", torch: ["nn.functional.nll_loss": "nllLoss(x, labels)"],
      forms: OpForm.losses("F.nll_loss(a, b.long(), REDUCTION)", .labelled) {
        nllLoss($0[0], $0[1], reduction: $1)
      }
        + OpForm.losses("F.nll_loss(a, b.long(), REDUCTION)", .labelledAxes) {
          nllLoss($0[0], $0[1], reduction: $1)
        }
        + OpForm.losses(
          "F.nll_loss(a, b.long(), torch.tensor([0.5, 2, 1.5]).to(a), ignore_index=1, REDUCTION)",
          .labelledAxes
        ) {
          nllLoss($0[0], $0[1], weight: classWeights(like: $0[0]), ignoreIndex: 1, reduction: $1)
        }
        + [
          OpForm("F.nll_loss(a, b.long())", .ignoredLabels) { nllLoss($0, $1) },
          OpForm(nil, .weightedLabels) { nllLoss($0, $1, weight: $2, ignoreIndex: 1) },
        ],
      errors: labelErrors { nllLoss($0, $1, weight: $2, file: $3, line: $4) }),
    OpCase(
      "linearCrossEntropy", in: "Loss/LinearCrossEntropy",
      torch: ["nn.functional.linear_cross_entropy": "linearCrossEntropy(x, weight, labels)"],
      forms: OpForm.losses("F.linear_cross_entropy(a, b, c.long(), REDUCTION)", .linearLabels) {
        linearCrossEntropy($0[0], $0[1], $0[2], reduction: $1, chunkSize: 2)
      }
        + OpForm.losses(
          "F.linear_cross_entropy(a, b, c.long(), linear_bias=d, weight=torch.tensor([0.5, 2, 1.5]).to(a), ignore_index=1, label_smoothing=0.3, REDUCTION)",
          .linearLabelsWithBias
        ) {
          linearCrossEntropy(
            $0[0], $0[1], $0[2], linearBias: $0[3], weight: classWeights(like: $0[0]),
            ignoreIndex: 1, labelSmoothing: 0.3, reduction: $1, chunkSize: 2)
        }
        + [
          OpForm("F.linear_cross_entropy(a, b, c)", .linearProbabilities) {
            linearCrossEntropy($0, $1, $2)
          },
          OpForm("F.linear_cross_entropy(a, b, c.long(), reduction='none')", .linearAxes) {
            linearCrossEntropy($0, $1, $2, reduction: .none)
          },
          OpForm(
            nil, .linearWeighted,
            all: {
              [
                linearCrossEntropy(
                  $0[0], $0[1], $0[2], linearBias: $0[3], weight: $0[4], ignoreIndex: 0,
                  labelSmoothing: 0.25, chunkSize: 2)
              ]
            }),
        ],
      errors: [
        OpError("input [2, 3] and linearWeight [4, 5]: [batch, inputs] and [classes, …, inputs]") {
          _ = linearCrossEntropy(.zeros([2, 3]), .zeros([4, 5]), .arange(2))
        },
        OpError("linearBias [3] for linearWeight [4, 5] must be [4]") {
          _ = linearCrossEntropy(
            .zeros([2, 5]), .zeros([4, 5]), .arange(2), linearBias: .zeros([3]))
        },
        OpError("input [5, 5] and labels [2] are not of one batch") {
          _ = linearCrossEntropy(.zeros([5, 5]), .zeros([4, 5]), .arange(2), chunkSize: 2)
        },
      ]),
    OpCase(
      "multiMarginLoss", in: "Loss/MultiMarginLoss",
      torch: ["nn.functional.multi_margin_loss": "multiMarginLoss(x, labels)"],
      forms: OpForm.losses("F.multi_margin_loss(a, b.long(), REDUCTION)", .marginLabels) {
        multiMarginLoss($0[0], $0[1], reduction: $1)
      }.map(\.withZeroEmptyMeans)
        + OpForm.losses(
          "F.multi_margin_loss(a, b.long(), p=2, margin=0.5, REDUCTION)", .marginLabels
        ) { multiMarginLoss($0[0], $0[1], p: 2, margin: 0.5, reduction: $1) }
        .map(\.withZeroEmptyMeans)
        + [
          OpForm(
            "F.multi_margin_loss(a, b.long(), weight=torch.tensor([0.5, 2, 1.5]).to(a))",
            [Sample(.reals([4, 3]), .wholes([2, 0, 1, 1])), Sample(.reals([3]), .wholes([1]))]
          ) { multiMarginLoss($0, $1, weight: classWeights(like: $0)) }
        ],
      errors: [
        OpError("label 5 is not in 0..<3, the classes of logits [2, 3]") {
          _ = multiMarginLoss(.zeros([2, 3]), Tensor([Int64(1), 5]))
        },
        OpError("label -1 is not in 0..<3") {
          _ = multiMarginLoss(.zeros([2, 3]), Tensor([Int64(1), -1]))
        },
        OpError("p of 3, not 1 or 2") { _ = multiMarginLoss(.zeros([2, 3]), .arange(2), p: 3) },
        OpError("scores [2, 3] and labels [3]: [classes] and [], or [batch, classes]") {
          _ = multiMarginLoss(.zeros([2, 3]), .arange(3))
        },
        OpError("weight of float32 [2] for logits of float32 [2, 3] must be float32 [3]") {
          _ = multiMarginLoss(.zeros([2, 3]), .arange(2), weight: .ones([2]))
        },
      ]),
    OpCase(
      "multilabelMarginLoss", in: "Loss/MultilabelMarginLoss",
      torch: ["nn.functional.multilabel_margin_loss": "multilabelMarginLoss(x, labels)"],
      forms: OpForm.losses("F.multilabel_margin_loss(a, b.long(), REDUCTION)", .labelLists) {
        multilabelMarginLoss($0[0], $0[1], reduction: $1)
      }.map(\.withZeroEmptyMeans),
      errors: [
        OpError("scores [2, 3] and labels [2] must be [classes] or [batch, classes] and one shape")
        {
          _ = multilabelMarginLoss(.zeros([2, 3]), .arange(2))
        },
        OpError("scores [5, 0] and labels [5, 0]") {
          _ = multilabelMarginLoss(.zeros([5, 0]), .zeros([5, 0], dtype: .int64))
        },
        OpError("label 3 is not in 0..<3, the classes of scores [2, 3]") {
          _ = multilabelMarginLoss(
            .zeros([2, 3]), Tensor([0, 3, -1, 0, 0, 0], shape: [2, 3], dtype: .int64))
        },
        OpError("scores of float32 and labels of float32: floating-point and integer are needed") {
          _ = multilabelMarginLoss(.zeros([2, 3]), .zeros([2, 3]))
        },
      ]),
  ]

  @Sendable private static func classWeights(like x: Tensor) -> Tensor {
    Tensor([0.5, 2, 1.5], dtype: x.dtype)
  }

  private static func labelErrors(
    _ loss: @escaping @Sendable (Tensor, Tensor, Tensor?, StaticString, UInt) -> Tensor
  ) -> [OpError] {
    [
      OpError("label 3 is not in 0..<3, the classes of logits [2, 3]") {
        _ = loss(.zeros([2, 3]), Tensor([Int64(0), 3]), nil, #fileID, #line)
      },
      OpError("label -1 is not in 0..<3, the classes of logits [2, 3]") {
        _ = loss(.zeros([2, 3]), Tensor([Int64(0), -1]), nil, #fileID, #line)
      },
      OpError("logits [2, 3] and labels [3]: [classes] and [], or [batch, classes, …]") {
        _ = loss(.zeros([2, 3]), .arange(3), nil, #fileID, #line)
      },
      OpError("logits of float32 and labels of float32: floating-point and integer are needed") {
        _ = loss(.zeros([2, 3]), .zeros([2]), nil, #fileID, #line)
      },
      OpError("weight of float32 [2] for logits of float32 [2, 3] must be float32 [3]") {
        _ = loss(.zeros([2, 3]), .arange(2), .ones([2]), #fileID, #line)
      },
    ]
  }
}

extension OpForm {
  /// PyTorch's mean of no losses is here not NaN but rounding error; without such samples.
  fileprivate var withZeroEmptyMeans: OpForm {
    OpForm(
      reference,
      SampleSet(
        samples.samples.filter { reference?.contains("mean") != true || $0.isNotEmpty },
        large: samples.large), all: body)
  }
}

extension Sample {
  fileprivate var isNotEmpty: Bool { !inputs.contains { $0.shape.contains(0) } }
}

extension SampleSet {
  fileprivate static let labelled: SampleSet = {
    let shapes = [[4, 3], [1, 5], [6, 2], [3, 1], [0, 3]]
    let doubles = shapes.enumerated().map { seed, shape in
      Sample(
        .reals(shape, seed: seed + 1),
        .integers([shape[0]], in: 0...(shape[1] - 1), seed: seed + 11))
    }
    let labels = [DType.int32, .uint8].map { dtype in
      Sample(.reals([4, 3], seed: 21), .integers([4], in: 0...2, seed: 22, dtype: dtype))
    }
    let special = [
      Sample(
        .values([1000, -1000, 0, -1000, 1000, 5], shape: [2, 3], dtype: .float32), .wholes([0, 2]),
        derivatives: .stored),
      Sample(
        .values([.infinity, 0, 1, -.infinity, 0, .nan], shape: [3, 2], dtype: .float32),
        .wholes([0, 1, 0]), derivatives: .stored),
    ]
    return SampleSet(
      doubles + labels + special,
      large: Sample(.reals([3000, 100]), .integers([3000], in: 0...99)))
  }()

  /// Three classes along the second axis of several, or the only one.
  fileprivate static let labelledAxes: SampleSet = {
    let shapes: [([Int], [Int])] = [
      ([4, 3], [4]), ([2, 3, 4], [2, 4]), ([2, 3, 1, 2], [2, 1, 2]), ([2, 3, 0], [2, 0]),
      ([3], []),
    ]
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        // A single label is the ignored one in some forms, and the mean then NaN.
        Sample(
          .reals(shapes.0, seed: seed + 1),
          shapes.1.isEmpty
            ? .wholes([0], shape: []) : .integers(shapes.1, in: 0...2, seed: seed + 13),
          derivatives: shapes.1.isEmpty ? .stored : .smooth)
      } + [
        Sample(.reals([4, 3], dtype: .float32), .wholes([0, 1, 2, 0]))
      ],
      large: Sample(.reals([40, 3, 500]), .integers([40, 500], in: 0...2)))
  }()

  /// Of an ignored row that holds NaN PyTorch's derivative is NaN.
  fileprivate static let ignoredLabels: SampleSet = [
    Sample(.reals([4, 3]), .wholes([-100, 2, -100, 0])),
    Sample(.reals([2, 3]), .wholes([-100, -100]), derivatives: .stored),
    Sample(
      .values([.nan, 1, 2, 1, 2, 3], shape: [2, 3]), .wholes([-100, 1]), derivatives: .unknown),
  ]

  fileprivate static let weightedLabels: SampleSet = [
    Sample(.reals([5, 3]), .wholes([0, 1, 2, 2, 0]), .reals([3], in: 0.5...2, seed: 3))
  ]

  fileprivate static let classProbabilities: SampleSet = SampleSet(
    [[4, 3], [2, 3, 2], [3], [0, 3]].enumerated().map { seed, shape in
      Sample(.reals(shape, seed: seed + 1), .reals(shape, in: 0...1, seed: seed + 11))
    } + [Sample(.reals([2, 3], dtype: .float32), .reals([2, 3], in: 0...1, dtype: .float32))],
    large: Sample(.reals([3000, 3, 30]), .reals([3000, 3, 30], in: 0...1, seed: 2)))

  fileprivate static let marginLabels: SampleSet = {
    let shapes: [([Int], [Int])] = [
      ([4, 3], [4]), ([1, 5], [1]), ([3], []), ([3], [1]), ([], []), ([0, 3], [0]),
    ]
    return SampleSet(
      shapes.enumerated().map { seed, shapes in
        Sample(
          .reals(shapes.0, seed: seed + 1),
          .integers(shapes.1, in: 0...((shapes.0.last ?? 1) - 1), seed: seed + 11))
      } + [
        Sample(.reals([4, 3], dtype: .float32), .wholes([0, 1, 2, 0])),
        Sample(
          .values([1, .nan, .infinity, 0, 1, 2], shape: [2, 3]), .wholes([0, 2]),
          derivatives: .stored),
        Sample(.values([1, 0, 2], shape: [1, 3]), .wholes([0]), derivatives: .stored),
      ],
      large: Sample(.reals([3000, 40]), .integers([3000], in: 0...39)))
  }()

  fileprivate static let labelLists = SampleSet(
    lists, large: Sample(.reals([300, 30]), .integers([300, 30], in: -1...29)))

  private static let lists: [Sample] = [
    Sample(.reals([3, 4]), .wholes([3, 0, -1, 1, -1, 0, 1, 2, 0, 1, 2, 3], shape: [3, 4])),
    Sample(.reals([7]), .wholes([2, 0, 6, -1, 4, -1, 6])),
    Sample(.reals([2, 5]), .wholes([4, -1, 0, -1, 2, 0, 0, 4, 1, 4], shape: [2, 5])),
    Sample(.reals([]), .wholes([0], shape: [])),
    Sample(.reals([]), .wholes([-1], shape: [])),
    Sample(.reals([3]), .wholes([-1, 2, 1])),
    Sample(.reals([0, 3]), .wholes([], shape: [0, 3])),
    Sample(.reals([2, 3], dtype: .float32), .wholes([1, -1, 0, 2, 0, -1], shape: [2, 3])),
    Sample(
      .values([1, .nan, .infinity, 0, 1, 2], shape: [2, 3]),
      .wholes([1, -1, 0, 2, 0, -1], shape: [2, 3]), derivatives: .stored),
  ]

  /// Batches that are cut in pieces of two rows.
  fileprivate static let linearLabels =
    linear(biased: false, [[5, 4], [2, 4], [7, 1], [0, 4]])
    + [Sample(.reals([4]), .reals([3, 4], seed: 2), .wholes([1], shape: []))]

  fileprivate static let linearLabelsWithBias = linear(biased: true, [[5, 4], [3, 2], [0, 4]])

  private static func linear(biased: Bool, _ shapes: [[Int]]) -> SampleSet {
    func sample(_ shape: [Int], _ dtype: DType, seed: Int) -> Sample {
      Sample(
        [
          .reals(shape, seed: seed, dtype: dtype),
          .reals([3, shape[1]], seed: seed + 10, dtype: dtype),
          .integers([shape[0]], in: 0...2, seed: seed + 20),
        ] + (biased ? [.reals([3], seed: seed + 30, dtype: dtype)] : []))
    }
    return SampleSet(
      shapes.enumerated().map { sample($1, .float64, seed: $0 + 1) }
        + [sample([5, 4], .float32, seed: 7)],
      large: sample([500, 40], .float64, seed: 8))
  }

  fileprivate static let linearProbabilities: SampleSet = [
    Sample(.reals([5, 4]), .reals([3, 4], seed: 2), .reals([5, 3], in: 0...1, seed: 3)),
    Sample(.reals([4]), .reals([3, 4], seed: 2), .reals([3], in: 0...1, seed: 3)),
  ]

  fileprivate static let linearAxes: SampleSet = [
    Sample(
      .reals([5, 4]), .reals([3, 2, 4], seed: 2), .integers([5, 2], in: 0...2, seed: 3))
  ]

  fileprivate static let linearWeighted: SampleSet = [
    Sample(
      .reals([5, 4]), .reals([3, 4], seed: 2), .wholes([1, 2, 0, 1, 2]), .reals([3], seed: 4),
      .reals([3], in: 0.5...2, seed: 5))
  ]
}
