import TapestryCore
import TapestryTesting

extension Catalogue {
  static let segments: [OpCase] = [
    OpCase(
      "segmentReduce", in: "Reduction/SegmentReduce",
      torch: ["_segment_reduce": "x.segmentReduce(.sum, lengths: l)"],
      forms: reductions.flatMap(forms) + [
        OpForm("torch.segment_reduce(a, 'sum', lengths=torch.tensor([200, 57]))", .long) {
          $0.segmentReduce(.sum, lengths: whole([200, 57]))
        }
      ],
      errors: [
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).segmentReduce(.sum, lengths: whole([3]))
        },
        OpError("lengths of float32; an integer dtype is needed") {
          _ = Tensor.zeros([3]).segmentReduce(.sum, lengths: Tensor([3.0]))
        },
        OpError("lengths of shape [3, 1] for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).segmentReduce(.sum, lengths: .ones([3, 1], dtype: .int64))
        },
        OpError("lengths [2], which must be at least 0 and sum to size 3 of axis 0") {
          _ = Tensor.zeros([3]).segmentReduce(.sum, lengths: whole([1, 1]))
        },
        OpError("lengths [2], which must be at least 0 and sum to size 3 of axis 0") {
          _ = Tensor.zeros([3]).segmentReduce(.sum, lengths: whole([4, -1]))
        },
        OpError("offsets that do not ascend within 0…3, the size of axis 0") {
          _ = Tensor.zeros([3]).segmentReduce(.sum, offsets: whole([0, 4]))
        },
        OpError("offsets of shape [0], one needed at least") {
          _ = Tensor.zeros([3]).segmentReduce(.sum, offsets: .zeros([0], dtype: .int64))
        },
      ])
  ]

  private static func forms(_ name: String, _ reduction: ScatterReduction) -> [OpForm] {
    // Without finite differences where means of nothing are NaN, and extremes infinite.
    func smooth(_ samples: SampleSet) -> SampleSet {
      reduction == .sum || reduction == .prod ? samples : samples.withoutFiniteDifferences
    }
    return [
      OpForm(
        "torch.segment_reduce(a, '\(name)', lengths=torch.tensor([0, 1, 2, 2]))",
        smooth(.inRows) + .withNaN
      ) { $0.segmentReduce(reduction, lengths: whole([0, 1, 2, 2])) },
      OpForm(
        "torch.segment_reduce(a, '\(name)', lengths=torch.tensor([3, 0, 2]), initial=1)",
        .inRows + .withNaN
      ) { $0.segmentReduce(reduction, lengths: whole([3, 0, 2]), initial: 1) },
      OpForm(
        "torch.segment_reduce(a, '\(name)', axis=1, lengths=torch.tensor([[2, 3], [0, 5]]))",
        smooth(.shapes([[2, 5], [2, 5, 3], [2, 5, 0]], dtypes: [.float32]))
      ) { $0.segmentReduce(reduction, lengths: whole([2, 3, 0, 5], [2, 2])) },
      OpForm(
        "torch.segment_reduce(a, '\(name)', offsets=torch.tensor([1, 1, 4]))",
        smooth(.inRows) + .withNaN
      ) { $0.segmentReduce(reduction, offsets: whole([1, 1, 4])) },
    ]
  }

  private static func whole(_ numbers: [Int], _ shape: Shape? = nil) -> Tensor {
    Tensor(numbers, shape: shape ?? [numbers.count], dtype: .int64)
  }

  private static let reductions: [(String, ScatterReduction)] = [
    ("sum", .sum), ("mean", .mean), ("max", .amax), ("min", .amin), ("prod", .prod),
  ]
}

extension SampleSet {
  fileprivate static let inRows: SampleSet = SampleSet(
    SampleSet.shapes(
      [[5], [5, 3], [5, 1, 2], [5, 0]], dtypes: [.float32, .float16, .bfloat16]
    ).samples + [
      Sample(.values([0, 0, 2, 2, -0.0]), derivatives: .stored)
    ])

  /// PyTorch's gradients go to the NaN, ours are NaN as those of ``Tensor/amax(axes:keepDims:file:line:)`` are.
  fileprivate static let withNaN: SampleSet = [
    Sample(.values([1, .nan, 3, .infinity, -.infinity]), derivatives: .unknown)
  ]

  fileprivate static let long = SampleSet(
    [Sample(.reals([257, 2]))], large: Sample(.reals([257, 1031])))
}
