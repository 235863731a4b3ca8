import TapestryCore
import TapestryTesting

extension Catalogue {
  static let padding: [OpCase] = [
    OpCase(
      "padded", in: "Padding/Pad",
      torch: [
        "nn.functional.pad": "x.padded([1, 1], mode: .reflect)",
        "constant_pad_nd": "x.padded([1, 1], value: 2)",
      ],
      OpForm("F.pad(a, (1, 2))", .padded([[3], [2, 3], [0], [2, 2, 1, 2]])) { $0.padded([1, 2]) },
      OpForm("F.pad(a, (0, 1, 2, 0), value=1.5)", .padded([[2, 3], [2, 1, 2], [0, 2], [1, 0]])) {
        $0.padded([0, 1, 2, 0], value: 1.5)
      },
      OpForm("F.pad(a, (-1, 2, 1, -1))", .padded([[2, 3], [2, 2, 2], [1, 1]])) {
        $0.padded([-1, 2, 1, -1])
      },
      OpForm("F.pad(a, (-2, 0))", .padded([[2], [3, 2], [3]])) { $0.padded([-2, 0]) },
      OpForm(
        "F.pad(a, (1, 0, 0, 0, 0, 1), value=float('-inf'))",
        .padded([[2, 1, 2]], whole: false).withoutFiniteDifferences
      ) {
        $0.padded([1, 0, 0, 0, 0, 1], value: -.infinity)
      },
      OpForm("F.pad(a, ())", .padded([[], [3]])) { $0.padded([]) },
      OpForm("F.pad(a, (2, 1), mode='reflect')", .padded([[1, 3], [2, 2, 4]])) {
        $0.padded([2, 1], mode: .reflect)
      },
      OpForm(
        "F.pad(a, (2, 1, 0, 1), mode='reflect')",
        .padded([[1, 2, 3], [1, 2, 2, 4], [0, 1, 3, 3]])
      ) {
        $0.padded([2, 1, 0, 1], mode: .reflect)
      },
      OpForm(
        "F.pad(a, (1, 1, 1, 0, 0, 2), mode='reflect')", .padded([[1, 3, 2, 2], [1, 1, 3, 3, 2]])
      ) {
        $0.padded([1, 1, 1, 0, 0, 2], mode: .reflect)
      },
      OpForm("F.pad(a, (2, 4), mode='replicate')", .padded([[2, 3], [1, 2, 1]])) {
        $0.padded([2, 4], mode: .replicate)
      },
      OpForm("F.pad(a, (-1, 2, 1, 0), mode='replicate')", .padded([[1, 2, 3], [2, 1, 1, 2]])) {
        $0.padded([-1, 2, 1, 0], mode: .replicate)
      },
      OpForm("F.pad(a, (0, 1, 2, 0, 1, 1), mode='replicate')", .padded([[1, 1, 2, 2]])) {
        $0.padded([0, 1, 2, 0, 1, 1], mode: .replicate)
      },
      OpForm("F.pad(a, (2, 1), mode='circular')", .padded([[1, 3], [2, 2, 2]])) {
        $0.padded([2, 1], mode: .circular)
      },
      OpForm("F.pad(a, (-1, 1, 2, -2), mode='circular')", .padded([[1, 2, 4, 5]])) {
        $0.padded([-1, 1, 2, -2], mode: .circular)
      },
      OpForm("F.pad(a, (3, 1, 0, 2), mode='circular')", .padded([[1, 2, 3], [1, 2, 2, 4]])) {
        $0.padded([3, 1, 0, 2], mode: .circular)
      },
      OpForm(nil, .padded([[2, 3, 2, 3]], large: [20, 30, 20, 30])) {
        $0.padded([1, 1, 1, 0, 2, 1, 0, 1], mode: .reflect)
      },
      errors: [
        OpError("amounts [1] for shape [3] must be a pair for each of at most 1 axes") {
          _ = Tensor.zeros([3]).padded([1])
        },
        OpError("amounts [1, 1, 1, 1] for shape [3] must be a pair") {
          _ = Tensor.zeros([3]).padded([1, 1, 1, 1])
        },
        OpError("amounts [-2, -2] cut more from axis 0 of shape [3] than it has") {
          _ = Tensor.zeros([3]).padded([-2, -2])
        },
        OpError("reflect padding of axis 1 takes at most 2") {
          _ = Tensor.zeros([2, 3]).padded([3, 0], mode: .reflect)
        },
        OpError("circular padding of axis 1 takes at most 3") {
          _ = Tensor.zeros([2, 3]).padded([4, 0], mode: .circular)
        },
        OpError("replicate padding of axis 0 takes at most 0") {
          _ = Tensor.zeros([0]).padded([1, 0], mode: .replicate)
        },
        OpError("300.0 does not fit in uint8") {
          _ = Tensor.zeros([2], dtype: .uint8).padded([1, 0], value: 300)
        },
      ])
  ]
}

extension SampleSet {
  /// Tensors of several shapes in float64, one in float32 and, where they can be, in integers.
  fileprivate static func padded(
    _ shapes: [[Int]], whole: Bool = true, large: [Int]? = nil
  ) -> SampleSet {
    let dtypes: [DType] = whole ? [.float32, .int64, .uint8] : [.float32]
    return .shapes(shapes, dtypes: dtypes, large: large)
  }
}
