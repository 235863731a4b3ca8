import TapestryCore
import TapestryTesting

// There is no second derivative: finite differences of the first are taken in CTCLossTests.
extension Catalogue {
  static let sequenceLosses: [OpCase] = [
    OpCase(
      "ctcLoss", in: "Loss/CTCLoss",
      torch: [
        "nn.functional.ctc_loss":
          "ctcLoss(logProbabilities, targets, inputLengths: n, targetLengths: m)"
      ],
      forms: OpForm.losses(
        "F.ctc_loss(a.log_softmax(2), b.long(), (6, 5), (2, 3), REDUCTION)", .padded
      ) {
        ctcLoss(
          $0[0].logSoftmax(axis: 2), $0[1], inputLengths: [6, 5], targetLengths: [2, 3],
          reduction: $1)
      }
        + OpForm.losses(
          "F.ctc_loss(a, b.long(), (6, 4), (0, 3), blank=2, REDUCTION)", .padded
        ) {
          ctcLoss(
            $0[0], $0[1], inputLengths: [6, 4], targetLengths: [0, 3], blank: 2, reduction: $1)
        }
        + OpForm.losses(
          "F.ctc_loss(a.log_softmax(2), b.long(), (6, 2), (2, 3), zero_infinity=True, REDUCTION)",
          .padded
        ) {
          ctcLoss(
            $0[0].logSoftmax(axis: 2), $0[1], inputLengths: [6, 2], targetLengths: [2, 3],
            reduction: $1, zeroInfinity: true)
        }
        + [
          OpForm(
            "F.ctc_loss(a.log_softmax(2), b.long(), (6, 0), (2, 3), reduction='none')",
            .padded.withoutDerivatives
          ) {
            ctcLoss(
              $0.logSoftmax(axis: 2), $1, inputLengths: [6, 0], targetLengths: [2, 3],
              reduction: .none)
          },
          OpForm(
            "F.ctc_loss(a.log_softmax(2), b.long(), (5, 3), (3, 1), reduction='none')",
            .joined
          ) {
            ctcLoss(
              $0.logSoftmax(axis: 2), $1, inputLengths: [5, 3], targetLengths: [3, 1],
              reduction: .none)
          },
          OpForm(
            "F.ctc_loss(a.log_softmax(1), b.long(), torch.tensor(4), torch.tensor(2), reduction='none')",
            .single
          ) {
            ctcLoss(
              $0.logSoftmax(axis: 1), $1, inputLengths: [4], targetLengths: [2], reduction: .none)
          },
          OpForm(nil, .noSequences) {
            ctcLoss($0, $1, inputLengths: [], targetLengths: [], reduction: .none)
          },
        ],
      errors: [
        OpError("label 9 is not in 0..<4, the classes of [6, 2, 4]") {
          _ = ctcLoss(
            .zeros([6, 2, 4]), Tensor([1, 2, 9], dtype: .int64), inputLengths: [6, 5],
            targetLengths: [2, 1])
        },
        OpError("input lengths [7, 5] are not all in 0...6") {
          _ = ctcLoss(
            .zeros([6, 2, 4]), Tensor([1, 2, 1], dtype: .int64), inputLengths: [7, 5],
            targetLengths: [2, 1])
        },
        OpError("targets of int64 [3] for target lengths [2, 2]: [batch, longest], or one axis") {
          _ = ctcLoss(
            .zeros([6, 2, 4]), Tensor([1, 2, 1], dtype: .int64), inputLengths: [6, 5],
            targetLengths: [2, 2])
        },
        OpError("blank 5 is not in 0..<4, the classes") {
          _ = ctcLoss(
            .zeros([6, 2, 4]), Tensor([1, 2, 1], dtype: .int64), inputLengths: [6, 5],
            targetLengths: [2, 1],
            blank: 5)
        },
        OpError("1 input lengths and 2 target lengths for a batch of 2") {
          _ = ctcLoss(
            .zeros([6, 2, 4]), Tensor([1, 2, 1], dtype: .int64), inputLengths: [6],
            targetLengths: [2, 1])
        },
      ])
  ]
}

extension SampleSet {
  /// Two sequences of six times and four classes, and targets of up to three.
  fileprivate static let padded = SampleSet(
    [
      Sample(
        .reals([6, 2, 4]), .wholes([1, 3, 0, 1, 1, 3], shape: [2, 3]), derivatives: .stored),
      Sample(
        .reals([6, 2, 4], seed: 2), .wholes([1, 1, 9, 3, 1, 3], shape: [2, 3], dtype: .int32),
        derivatives: .stored),
      Sample(
        .reals([6, 2, 4], dtype: .float32), .wholes([1, 3, 0, 3, 3, 3], shape: [2, 3]),
        derivatives: .stored),
    ],
    large: Sample(.reals([300, 2, 50]), .wholes([1, 3, 3, 30, 40, 40], shape: [2, 3])))

  fileprivate static let joined: SampleSet = [
    Sample(.reals([5, 2, 3]), .wholes([1, 2, 2, 1]), derivatives: .stored),
    Sample(.reals([6, 2, 4], seed: 2), .wholes([3, 2, 1, 1]), derivatives: .stored),
  ]

  fileprivate static let single: SampleSet = [
    Sample(.reals([4, 3]), .wholes([1, 2]), derivatives: .stored)
  ]

  fileprivate static let noSequences: SampleSet = [
    Sample(.reals([5, 0, 3]), .wholes([], shape: [0, 2]), derivatives: .unknown)
  ]
}
