import TapestryCore
import TapestryTesting

// Keras's own words for losses that PyTorch has in other forms.
private let rows = "reshape(b.numel(), a.shape[-1])"
private let clipped = "(a / a.sum(-1, keepdim=True)).clamp(1e-7, 1 - 1e-7).log()"

extension Catalogue {
  static let kerasLosses: [OpCase] = [
    OpCase(
      "sparseCategoricalCrossEntropy", in: "Loss/SparseCategoricalCrossEntropy",
      forms: sparse("a.\(rows)", "F.cross_entropy", .numberedClasses(-3...3), fromLogits: true)
        + sparse("\(clipped).\(rows)", "F.nll_loss", .numberedClasses(0.125...1), fromLogits: false)
        + [
          OpForm(
            "F.cross_entropy(a, b.long(), ignore_index=1)", .numberedClasses(-3...3).asMatrices
          ) {
            sparseCategoricalCrossEntropy($0, $1, fromLogits: true, ignoreClass: 1)
          },
          OpForm("F.nll_loss(\(clipped), b.long(), ignore_index=-1)", .withoutClass) {
            sparseCategoricalCrossEntropy($0, $1, fromLogits: false, ignoreClass: -1)
          },
          OpForm("F.nll_loss(\(clipped), b.long(), reduction='none')", .certainClasses) {
            sparseCategoricalCrossEntropy($0, $1, fromLogits: false, reduction: .none)
          },
        ],
      errors: [
        OpError("predictions [2, 3] and labels [3]: […, classes] and […] are needed") {
          _ = sparseCategoricalCrossEntropy(.zeros([2, 3]), .arange(3), fromLogits: true)
        },
        OpError("predictions of float32 and labels of float32: floating-point and integer") {
          _ = sparseCategoricalCrossEntropy(.zeros([2, 3]), .zeros([2]), fromLogits: true)
        },
        OpError("a probability of -1.0, which is negative; logits need fromLogits: true") {
          _ = sparseCategoricalCrossEntropy(
            Tensor([[0.5, -1, 2]]), Tensor([Int64(0)]), fromLogits: false)
        },
      ]),
    OpCase(
      "categoricalCrossEntropy", in: "Loss/CategoricalCrossEntropy",
      forms: categorical("a.log_softmax(-1)", .classRows(-3...3), fromLogits: true)
        + categorical(clipped, .classRows(0.125...1), fromLogits: false)
        + [
          OpForm("-(b * \(clipped)).sum(-1)", .certainRows) {
            categoricalCrossEntropy($0, $1, fromLogits: false, reduction: .none)
          },
          OpForm("-((b * 0.75 + 0.25 / a.shape[-1]) * a.log_softmax(-1)).sum(-1)", .classRows()) {
            categoricalCrossEntropy(
              $0, $1, fromLogits: true, labelSmoothing: 0.25, reduction: .none)
          },
        ],
      errors: [
        OpError("predictions [2, 3] and targets [2] must have one shape") {
          _ = categoricalCrossEntropy(.zeros([2, 3]), .zeros([2]), fromLogits: true)
        },
        OpError("predictions of float32 [2, 3] and targets of int64: […, classes] of one") {
          _ = categoricalCrossEntropy(
            .zeros([2, 3]), .zeros([2, 3], dtype: .int64), fromLogits: true)
        },
        OpError("a label smoothing of 1.5, which must be from 0 to 1") {
          _ = categoricalCrossEntropy(
            .zeros([2, 3]), .zeros([2, 3]), fromLogits: true, labelSmoothing: 1.5)
        },
        OpError("a probability of -1.0, which is negative; logits need fromLogits: true") {
          _ = categoricalCrossEntropy(
            Tensor([[0.5, -1, 2]]), Tensor([[0, 1, 0]]), fromLogits: false)
        },
      ]),
  ]

  private static func sparse(
    _ rows: String, _ loss: String, _ samples: SampleSet, fromLogits: Bool
  ) -> [OpForm] {
    OpForm.losses("\(loss)(\(rows), b.flatten().long(), REDUCTION)", samples) {
      let losses = sparseCategoricalCrossEntropy(
        $0[0], $0[1], fromLogits: fromLogits, reduction: $1)
      return $1 == .none ? losses.raveled() : losses
    }
  }

  private static func categorical(
    _ logarithms: String, _ samples: SampleSet, fromLogits: Bool
  ) -> [OpForm] {
    [("mean()", LossReduction.mean), ("sum()", .sum), ("clone()", .none)].map { call, reduction in
      OpForm(
        "(-(b * \(logarithms)).sum(-1)).\(call)",
        reduction == .mean ? samples.undefinedWhereEmpty : samples
      ) {
        categoricalCrossEntropy($0, $1, fromLogits: fromLogits, reduction: reduction)
      }
    }
  }
}

extension SampleSet {
  /// Scores with classes along the last axis, and labels.
  fileprivate static func numberedClasses(_ range: ClosedRange<Double>) -> SampleSet {
    let shapes = [[4, 3], [2, 3, 4], [2, 1, 2, 3], [3], [0, 3]]
    return SampleSet(
      shapes.enumerated().map { seed, shape in
        Sample(
          .reals(shape, in: range, seed: seed + 1),
          .integers(Array(shape.dropLast()), in: 0...2, seed: seed + 11))
      } + [
        Sample(
          .reals([4, 3], in: range, dtype: .float32), .integers([4], in: 0...2, dtype: .uint8))
      ],
      large: Sample(.reals([3000, 100], in: range), .integers([3000], in: 0...99)))
  }

  fileprivate var asMatrices: SampleSet {
    SampleSet(samples.filter { $0.inputs[0].shape.count == 2 && $0.inputs[0].shape[0] > 0 })
  }

  fileprivate static let withoutClass: SampleSet = [
    Sample(.reals([4, 3], in: 0.125...1), .wholes([-1, 2, -1, 0])),
    Sample(.reals([2, 3], in: 0.125...1), .wholes([-1, -1]), derivatives: .stored),
  ]

  /// Probabilities beyond the bounds.
  fileprivate static let certainClasses: SampleSet = [
    Sample(
      .values([1, 0, 0, 0, 1, 0, 1e-9, 0.5, 0.5], shape: [3, 3]), .wholes([0, 2, 0]),
      derivatives: .stored),
    Sample(
      .values([1, 0, 0, 0, 1, 0], shape: [2, 3], dtype: .float32), .wholes([0, 2])),
  ]

  /// Scores and distributions, with classes along the last axis.
  fileprivate static func classRows(_ range: ClosedRange<Double> = -3...3) -> SampleSet {
    let shapes = [[4, 3], [2, 3, 4], [2, 1, 2, 3], [3], [0, 3]]
    return SampleSet(
      shapes.enumerated().map { seed, shape in
        Sample(.reals(shape, in: range, seed: seed + 1), .reals(shape, in: 0...1, seed: seed + 11))
      } + [
        Sample(
          .reals([4, 3], in: range, dtype: .float32), .reals([4, 3], in: 0...1, dtype: .float32))
      ],
      large: Sample(.reals([3000, 100], in: range), .reals([3000, 100], in: 0...1, seed: 2)))
  }

  fileprivate static let certainRows: SampleSet = [
    Sample(
      .values([1, 0, 0, 0, 1, 0, 1e-9, 0.5, 0.5], shape: [3, 3]),
      .values([1, 0, 0, 0, 0, 1, 0.5, 0.5, 0], shape: [3, 3]), derivatives: .stored)
  ]
}
