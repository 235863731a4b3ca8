import TapestryCore
import TapestryTesting

extension Catalogue {
  static let linear: [OpCase] = [
    OpCase(
      "linear", in: "Linear/Linear",
      OpForm("F.linear(a, b)", .layers(bias: false)) { TapestryCore.linear($0, $1) },
      OpForm("F.linear(a, b, c)", .layers(bias: true)) { TapestryCore.linear($0, $1, $2) },
      errors: [
        OpError("input [2, 3] and weight [4, 5]: the input's last size must be the weight's second")
        {
          _ = TapestryCore.linear(.zeros([2, 3]), .zeros([4, 5]))
        },
        OpError("bias [3] for weight [4, 5] must be [4]") {
          _ = TapestryCore.linear(.zeros([2, 5]), .zeros([4, 5]), .zeros([3]))
        },
        OpError("input float32, weight float64 and bias none must be one floating-point dtype") {
          _ = TapestryCore.linear(.zeros([2, 5]), .zeros([4, 5], dtype: .float64))
        },
        OpError("input [] and weight [4, 5]") {
          _ = TapestryCore.linear(Tensor(1), .zeros([4, 5]))
        },
      ]),
    OpCase(
      "matmul", in: "Linear/Matmul",
      OpForm("torch.matmul(a, b)", .products) { $0.matmul($1) },
      OpForm(
        "torch.from_numpy(a.numpy() @ b.numpy())",
        [
          Sample(.bools([2, 3]), .bools([3, 4], seed: 2)), Sample(.bools([0, 3]), .bools([3, 2])),
        ]
      ) { $0.matmul($1) },
      OpForm("torch.matmul(a, a.mT)", .squares) { $0.matmul($0.transposed()) },
      errors: [
        OpError("[128, 784] · [10, 784]: inner sizes 784 and 10 differ") {
          _ = Tensor.zeros([128, 784]).matmul(.zeros([10, 784]))
        },
        OpError("[2, 3] · [4]: inner sizes 3 and 4 differ") {
          _ = Tensor.zeros([2, 3]).matmul(.zeros([4]))
        },
        OpError("batch axes of [2, 3, 4] and [3, 4, 5] do not broadcast") {
          _ = Tensor.zeros([2, 3, 4]).matmul(.zeros([3, 4, 5]))
        },
        OpError("[] · [3]: scalars have no inner size; use *") {
          _ = Tensor(2).matmul(.zeros([3]))
        },
      ]),
  ]
}

extension SampleSet {
  fileprivate static func layers(bias: Bool) -> SampleSet {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [4, 3]), ([1, 3], [4, 3]), ([3], [4, 3]), ([2, 2, 3], [1, 3]), ([0, 3], [2, 3]),
      ([2, 0], [3, 0]), ([2, 2, 0], [3, 0]), ([2, 3], [0, 3]), ([5, 1], [1, 1]),
      ([1, 2, 1, 3], [2, 3]),
    ]
    func sample(_ input: [Int], _ weight: [Int], _ dtype: DType) -> Sample {
      Sample(
        [.reals(input, dtype: dtype), .reals(weight, seed: 2, dtype: dtype)]
          + (bias ? [.reals([weight[0]], seed: 3, dtype: dtype)] : []))
    }
    return SampleSet(
      shapes.map { sample($0.0, $0.1, .float64) } + [sample([4, 3], [2, 3], .float32)],
      large: sample([130, 300], [170, 300], .float64))
  }

  fileprivate static let products: SampleSet = {
    let shapes: [([Int], [Int])] = [
      ([2, 3], [3, 4]), ([1, 1], [1, 1]), ([3], [3]), ([2, 3], [3]), ([3], [3, 2]),
      ([0, 3], [3, 2]),
      ([2, 0], [0, 3]), ([2, 3], [3, 0]), ([0], [0]), ([2, 2, 3], [3, 4]), ([2, 2, 3], [2, 3, 2]),
      ([2, 1, 2, 3], [3, 3, 1]), ([2, 2, 3], [3]), ([3], [2, 3, 2]), ([2, 3], [2, 3, 2]),
      ([1, 2, 3], [4, 3, 1]), ([0, 2, 3], [3, 2]), ([2, 0, 2, 3], [1, 3, 2]), ([5, 7], [7, 1]),
    ]
    let doubles = shapes.enumerated().map { seed, shapes in
      Sample(.reals(shapes.0, seed: seed + 1), .reals(shapes.1, seed: seed + 51))
    }
    let whole = [DType.int64, .int32, .uint8].flatMap { dtype in
      [([2, 3], [3, 2]), ([3], [3]), ([2, 2, 3], [2, 3, 1]), ([2, 0], [0, 2])].map {
        Sample(.small($0.0, dtype: dtype, seed: 61), .small($0.1, dtype: dtype, seed: 62))
      }
    }
    let special = Sample(
      .values([1, .nan, .infinity, 0, 2, -.infinity], shape: [2, 3]),
      .values([1, 0, 3, 1, 0, 2], shape: [3, 2]), derivatives: .stored)
    return SampleSet(
      doubles + whole + [
        special, Sample(.reals([2, 3], dtype: .float32), .reals([3, 2], dtype: .float32)),
      ],
      large: Sample(.reals([3, 130, 300]), .reals([300, 170], seed: 2)))
  }()

  /// A product of a tensor with itself: its gradient arrives twice.
  fileprivate static let squares: SampleSet = .shapes(
    [[2, 3], [1, 4], [2, 2, 2]], dtypes: [.float32], large: [200, 190])
}
