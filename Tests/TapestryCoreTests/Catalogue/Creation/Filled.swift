import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Tensors of one value, or of none yet.
  static let filled: [OpCase] = [
    OpCase(
      "empty", in: "Creation/Empty",
      torch: [
        "empty": "Tensor.empty([2, 3])", "empty_like": "Tensor.empty(like: x)",
        "empty_permuted": "Tensor.emptyPermuted([2, 3], order: [1, 0])",
        "empty_strided": "Tensor.emptyStrided([2, 3], strides: [1, 2])",
        "new_empty": "x.newEmpty([2, 3])",
        "new_empty_strided": "x.newEmptyStrided([2, 3], strides: [1, 2])",
      ],
      // What the elements are is nobody's business.
      OpForm("torch.zeros_like(torch.empty(2, 3, dtype=torch.int16))", .none) { _ in
        [.zeros(like: .empty([2, 3], dtype: .int16))]
      },
      OpForm("torch.zeros_like(torch.empty_permuted((2, 3, 4), (2, 0, 1)))", .none) { _ in
        [.zeros(like: .emptyPermuted([2, 3, 4], order: [2, 0, 1]))]
      },
      OpForm("torch.zeros_like(torch.empty_like(a))", .eachShape) {
        .zeros(like: .empty(like: $0))
      },
      OpForm("torch.zeros_like(a.new_empty((2, 0)))", .eachDType()) {
        .zeros(like: $0.newEmpty([2, 0]))
      },
      OpForm("torch.zeros_like(a.new_empty_strided((2, 3), (1, 2)))", .eachDType()) {
        .zeros(like: $0.newEmptyStrided([2, 3], strides: [1, 2]))
      },
      errors: [
        OpError("a size of shape [2, -1] is negative") { _ = Tensor.empty([2, -1]) },
        OpError("Strided: strides [1] for shape [2, 3]; one for each axis is needed") {
          _ = Tensor.emptyStrided([2, 3], strides: [1])
        },
        OpError("Permuted: order [0, 0] for shape [2, 3]; each axis is needed once") {
          _ = Tensor.emptyPermuted([2, 3], order: [0, 0])
        },
      ]),
    OpCase(
      "full", in: "Creation/Full",
      torch: [
        "full": "Tensor.full([2, 3], 1.5)", "full_like": "Tensor.full(like: x, 1.5)",
        "ones": "Tensor.ones([2, 3])", "ones_like": "Tensor.ones(like: x)",
        "zeros": "Tensor.zeros([2, 3])", "zeros_like": "Tensor.zeros(like: x)",
        "new_full": "x.newFull([2, 3], 1.5)", "new_ones": "x.newOnes([2, 3])",
        "new_zeros": "x.newZeros([2, 3])", "scalar_tensor": "Tensor(1.5)", "item": "x.item()",
      ],
      OpForm("torch.full([2, 3], 1.5)", .none) { _ in [.full([2, 3], 1.5)] },
      OpForm("torch.full([], 7)", .none) { _ in [.full([], 7)] },
      OpForm("torch.full([2, 0], 7)", .none) { _ in [.full([2, 0], 7)] },
      OpForm("torch.full([2], True)", .none) { _ in [.full([2], true)] },
      OpForm("torch.full([2], 3, dtype=torch.uint8)", .none) { _ in [.full([2], 3, dtype: .uint8)]
      },
      OpForm("torch.zeros([2, 3])", .none) { _ in [.zeros([2, 3])] },
      OpForm("torch.zeros([4], dtype=torch.bool)", .none) { _ in [.zeros([4], dtype: .bool)] },
      OpForm("torch.ones([2, 1], dtype=torch.int32)", .none) { _ in [.ones([2, 1], dtype: .int32)]
      },
      OpForm(
        "torch.zeros_like(a)", .shapes(sampleShapes, large: [257, 1031]).withoutFiniteDifferences
      ) { Tensor.zeros(like: $0) },
      OpForm("torch.ones_like(a)", .eachDType()) { Tensor.ones(like: $0) },
      OpForm("torch.full_like(a, 1)", .eachDType()) { Tensor.full(like: $0, 1) },
      OpForm("torch.full([2], 1.5, dtype=torch.float16)", .none) { _ in
        [.full([2], 1.5, dtype: .float16)]
      },
      OpForm("torch.full([2], -1.75, dtype=torch.int16)", .none) { _ in
        [.full([2], -1.75, dtype: .int16)]
      },
      OpForm("torch.scalar_tensor(2.5)", .none) { _ in [Tensor(2.5)] },
      OpForm("torch.scalar_tensor(3, dtype=torch.int8)", .none) { _ in [Tensor(3, dtype: .int8)] },
      OpForm("a.new_full([2, 1], 1)", .eachDType()) { $0.newFull([2, 1], 1) },
      OpForm("a.new_full([2], 2.5, dtype=torch.float64)", .eachDType()) {
        $0.newFull([2], 2.5, dtype: .float64)
      },
      OpForm("a.new_zeros([0, 2])", .eachDType()) { $0.newZeros([0, 2]) },
      OpForm("a.new_ones([3])", .eachDType()) { $0.newOnes([3]) },
      OpForm("torch.tensor(a.flatten()[0].item(), dtype=torch.float64)", .elements) {
        Tensor($0.reshaped(to: [-1])[0].item(), dtype: .float64)
      },
      errors: [
        OpError("-200 does not fit in int8") { _ = Tensor([Int8(1)]).newFull([2], -200) },
        OpError("a size of shape [2, -1] is negative") { _ = Tensor.full([2, -1], 1.5) },
        OpError("a size of shape [-3] is negative") { _ = Tensor.zeros([-3]) },
        OpError("300 does not fit in uint8") { _ = Tensor.full([2], 300, dtype: .uint8) },
        OpError("nan does not fit in int64") { _ = Tensor.full([2], Double.nan, dtype: .int64) },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let eachShape =
    SampleSet.shapes(sampleShapes, large: [257, 1031]).withoutFiniteDifferences

  fileprivate static let elements = SampleSet(
    DType.allCases.map { Sample(.small([1], dtype: $0, seed: 81), derivatives: .unknown) })
}
