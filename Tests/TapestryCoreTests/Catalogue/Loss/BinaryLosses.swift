import TapestryCore
import TapestryTesting

extension Catalogue {
  static let binaryLosses: [OpCase] = [
    OpCase(
      "binaryCrossEntropy", in: "Loss/BinaryCrossEntropy",
      torch: ["nn.functional.binary_cross_entropy": "binaryCrossEntropy(x, y)"],
      forms: OpForm.losses(
        "F.binary_cross_entropy(a, b, REDUCTION)", .pairs(0.0625...0.9375, 0...1, specials: false)
      ) { binaryCrossEntropy($0[0], $0[1], reduction: $1) } + [
        // PyTorch has no derivative by the weight.
        OpForm(
          "F.binary_cross_entropy(a, b, weight=torch.tensor([0.5, 2, 1.5]).to(a), reduction='none')",
          .probabilitiesOfThree
        ) {
          binaryCrossEntropy(
            $0, $1, weight: Tensor([0.5, 2, 1.5], dtype: $0.dtype), reduction: .none)
        },
        OpForm(
          "F.binary_cross_entropy(a, b, weight=torch.tensor([0.5, 2, 1.5]).to(a))",
          .probabilitiesOfThree
        ) { binaryCrossEntropy($0, $1, weight: Tensor([0.5, 2, 1.5], dtype: $0.dtype)) },
        OpForm("F.binary_cross_entropy(a, b.detach(), reduction='none')", .certain) {
          binaryCrossEntropy($0, $1.detach(), reduction: .none)
        },
        OpForm(nil, .weightedProbabilities) { binaryCrossEntropy($0, $1, weight: $2) },
        OpForm(
          "F.binary_cross_entropy(a.clamp(1e-7, 1 - 1e-7), b.detach(), reduction='none')", .certain
        ) { binaryCrossEntropy($0, $1.detach(), fromLogits: false, reduction: .none) },
        OpForm(
          "F.binary_cross_entropy(a.clamp(1e-7, 1 - 1e-7), b * 0.75 + 0.125)", .probabilitiesOfThree
        ) { binaryCrossEntropy($0, $1, fromLogits: false, labelSmoothing: 0.25) },
        OpForm(
          "F.binary_cross_entropy_with_logits(a, b * 0.75 + 0.125, reduction='sum')", .logitsOfThree
        ) {
          binaryCrossEntropy(
            $0, $1, fromLogits: true, labelSmoothing: 0.25, reduction: .sum)
        },
      ],
      errors: [
        OpError("predictions [3] and targets [3, 1] must have one shape") {
          _ = binaryCrossEntropy(.zeros([3]), .zeros([3, 1]))
        },
        OpError("a probability of 1.5, which must be from 0 to 1") {
          _ = binaryCrossEntropy(Tensor([0.5, 1.5]), .zeros([2]))
        },
        OpError("a target of -1.0, which must be from 0 to 1") {
          _ = binaryCrossEntropy(Tensor([0.5, 0.5]), Tensor([1, -1]))
        },
        OpError("a probability of nan") {
          _ = binaryCrossEntropy(Tensor([Float.nan]), Tensor([Float(1)]))
        },
        OpError("a probability of 1.5, which must be from 0 to 1") {
          _ = binaryCrossEntropy(Tensor([0.5, 1.5]), .zeros([2]), fromLogits: false)
        },
        OpError("a label smoothing of -1.0, which must be from 0 to 1") {
          _ = binaryCrossEntropy(.zeros([2]), .zeros([2]), fromLogits: true, labelSmoothing: -1)
        },
        OpError("probabilities of float32 and targets of int64 must be of one dtype") {
          _ = binaryCrossEntropy(.zeros([3]), .zeros([3], dtype: .int64))
        },
      ]),
    OpCase(
      "binaryCrossEntropyWithLogits", in: "Loss/BinaryCrossEntropyWithLogits",
      torch: [
        "nn.functional.binary_cross_entropy_with_logits": "binaryCrossEntropyWithLogits(x, y)"
      ],
      forms: OpForm.losses(
        "F.binary_cross_entropy_with_logits(a, b, REDUCTION)", .pairs(-4...4, 0...1)
      ) { binaryCrossEntropyWithLogits($0[0], $0[1], reduction: $1) } + [
        // PyTorch has no derivative by the weights.
        OpForm(
          "F.binary_cross_entropy_with_logits(a, b, weight=torch.tensor([0.5, 2, 1.5]).to(a), reduction='none')",
          .logitsOfThree
        ) {
          binaryCrossEntropyWithLogits(
            $0, $1, weight: Tensor([0.5, 2, 1.5], dtype: $0.dtype), reduction: .none)
        },
        OpForm(
          "F.binary_cross_entropy_with_logits(a, b, pos_weight=torch.tensor([0.5, 2, 1.5]).to(a))",
          .logitsOfThree
        ) {
          binaryCrossEntropyWithLogits(
            $0, $1, posWeight: Tensor([0.5, 2, 1.5], dtype: $0.dtype))
        },
        OpForm(
          "F.binary_cross_entropy_with_logits(a, b, weight=torch.tensor(0.3).to(a), pos_weight=torch.tensor([2.5]).to(a))",
          .logitsOfThree
        ) {
          binaryCrossEntropyWithLogits(
            $0, $1, weight: Tensor(0.3, dtype: $0.dtype), posWeight: Tensor([2.5], dtype: $0.dtype))
        },
        OpForm(nil, .weightedLogits) {
          binaryCrossEntropyWithLogits($0, $1, weight: $2, posWeight: $2)
        },
        OpForm(
          "F.binary_cross_entropy_with_logits(a, b, reduction='none')",
          [
            Sample(
              .values([1000, -1000, 1000, -1000, 0], dtype: .float32),
              .values([1, 1, 0, 0, 0.5], dtype: .float32), derivatives: .stored)
          ]
        ) { binaryCrossEntropyWithLogits($0, $1, reduction: .none) },
      ],
      errors: [
        OpError("predictions [3] and targets [3, 1] must have one shape") {
          _ = binaryCrossEntropyWithLogits(.zeros([3]), .zeros([3, 1]))
        },
        OpError("shapes [2, 3] and [2] do not broadcast") {
          _ = binaryCrossEntropyWithLogits(.zeros([2, 3]), .zeros([2, 3]), weight: .ones([2]))
        },
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = binaryCrossEntropyWithLogits(.zeros([2, 3]), .zeros([2, 3]), posWeight: .ones([4]))
        },
      ]),
    OpCase(
      "softMarginLoss", in: "Loss/SoftMarginLoss",
      torch: ["nn.functional.soft_margin_loss": "softMarginLoss(x, y)"],
      forms: OpForm.losses("F.soft_margin_loss(a, b.to(a), REDUCTION)", .signed([])) {
        softMarginLoss($0[0], $0[1], reduction: $1)
      } + [
        OpForm(
          "F.soft_margin_loss(a, b.to(a), reduction='none')",
          .signed([[[2, 3], [3]], [[2, 3], [2, 1]], [[2, 2], []]])
        ) { softMarginLoss($0, $1, reduction: .none) }
      ],
      errors: [
        OpError("shapes [5, 4] and [5] do not broadcast") {
          _ = softMarginLoss(.zeros([5, 4]), .zeros([5]))
        },
        OpError("needs a floating-point dtype, not int32") {
          _ = softMarginLoss(.zeros([2], dtype: .int32), .zeros([2]))
        },
      ]),
    OpCase(
      "multilabelSoftMarginLoss", in: "Loss/MultilabelSoftMarginLoss",
      torch: ["nn.functional.multilabel_soft_margin_loss": "multilabelSoftMarginLoss(x, y)"],
      forms: OpForm.losses("F.multilabel_soft_margin_loss(a, b, REDUCTION)", .classPairs) {
        multilabelSoftMarginLoss($0[0], $0[1], reduction: $1)
      } + [
        OpForm(
          "F.multilabel_soft_margin_loss(a, b, weight=c, reduction='none')",
          .broadcast(
            [[[2, 3], [2, 3], [3]], [[4], [4], [4]], [[2, 3], [2, 3], [2, 3]]],
            in: [-4...4, 0...1, 0.5...2])
        ) { multilabelSoftMarginLoss($0, $1, weight: $2, reduction: .none) },
        OpForm(
          "F.multilabel_soft_margin_loss(a, b)",
          .broadcast([[[2, 3], [2, 3]]], in: [-200...200, 0...1])
        ) { multilabelSoftMarginLoss($0, $1) },
      ],
      errors: [
        OpError("logits of float32 []: a floating-point dtype and at least one axis") {
          _ = multilabelSoftMarginLoss(Tensor(1), Tensor(1))
        },
        OpError("shapes [2, 3] and [2, 2] do not broadcast") {
          _ = multilabelSoftMarginLoss(.zeros([2, 3]), .zeros([2, 2]))
        },
        OpError("shapes [2, 3] and [2] do not broadcast") {
          _ = multilabelSoftMarginLoss(.zeros([2, 3]), .zeros([2, 3]), weight: .ones([2]))
        },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let weightedProbabilities = broadcast(
    [[[2, 3], [2, 3], [3]], [[4], [4], []], [[2, 2], [2, 2], [2, 2]], [[], [], []]],
    in: [0.0625...0.9375, 0...1, 0.5...2])

  fileprivate static let probabilitiesOfThree = broadcast(
    [[[2, 3], [2, 3]], [[3], [3]], [[2, 1, 3], [2, 1, 3]]], in: [0.0625...0.9375, 0...1])

  fileprivate static let logitsOfThree = broadcast(
    [[[2, 3], [2, 3]], [[3], [3]], [[2, 1, 3], [2, 1, 3]]], in: [-4...4, 0...1])

  fileprivate static let weightedLogits = broadcast(
    [
      [[2, 3], [2, 3], [3]], [[4], [4], []], [[2, 2], [2, 2], [2, 2]], [[2, 3], [2, 3], [2, 1]],
      [[3], [3], [1]],
    ], in: [-4...4, 0...1, 0.5...2])

  /// Probabilities of 0 and 1, at which logarithms are cut off.
  fileprivate static let certain: SampleSet = [
    Sample(
      .values([0, 1, 0, 1, 0.5, 1e-20]), .values([0, 1, 1, 0, 0.25, 0.5]), derivatives: .stored),
    Sample(.values([0, 1, 0, 1], dtype: .float32), .values([0, 1, 1, 0], dtype: .float32)),
  ]

  fileprivate static let classPairs: SampleSet = {
    let shapes = [[3], [2, 3], [2, 1, 4], [0, 3], [1, 1]]
    return SampleSet(
      shapes.enumerated().map { seed, shape in
        Sample(.reals(shape, in: -4...4, seed: seed + 1), .reals(shape, in: 0...1, seed: seed + 11))
      } + [Sample(.reals([2, 3], dtype: .float32), .reals([2, 3], in: 0...1, dtype: .float32))],
      large: Sample(.reals([3000, 50]), .reals([3000, 50], in: 0...1, seed: 2)))
  }()
}
