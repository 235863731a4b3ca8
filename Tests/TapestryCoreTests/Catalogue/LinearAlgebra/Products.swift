import TapestryCore
import TapestryTesting

extension Catalogue {
  static let products: [OpCase] = [
    OpCase(
      "linear", in: "LinearAlgebra/Linear",
      torch: ["nn.functional.linear": "linear(x, weight, bias)"],
      OpForm("F.linear(a, b)", .layers(bias: false)) { TapestryCore.linear($0, $1) },
      OpForm("F.linear(a, b, c)", .layers(bias: true)) { TapestryCore.linear($0, $1, $2) },
      OpForm("F.linear(a, b, c)", .integerLayers([[2, 3, 5], [4, 5], [4]])) {
        TapestryCore.linear($0, $1, $2)
      },
      errors: [
        OpError("input [2, 3] and weight [4, 5]: the input's last size must be the weight's second")
        {
          _ = TapestryCore.linear(.zeros([2, 3]), .zeros([4, 5]))
        },
        OpError("bias [3] for weight [4, 5] must be [4]") {
          _ = TapestryCore.linear(.zeros([2, 5]), .zeros([4, 5]), .zeros([3]))
        },
        OpError("input float32, weight float64 and bias none must be one dtype, which is not bool")
        {
          _ = TapestryCore.linear(.zeros([2, 5]), .zeros([4, 5], dtype: .float64))
        },
        OpError("input [] and weight [4, 5]") {
          _ = TapestryCore.linear(Tensor(1), .zeros([4, 5]))
        },
      ]),
    OpCase(
      "matmul", in: "LinearAlgebra/Matmul",
      torch: ["matmul": "x.matmul(y)", "__rmatmul__": "y.matmul(x)"],
      OpForm("torch.matmul(a, b)", .products) { $0.matmul($1) },
      OpForm(
        "torch.from_numpy(a.numpy() @ b.numpy())",
        [
          Sample(.bools([2, 3]), .bools([3, 4], seed: 2)), Sample(.bools([0, 3]), .bools([3, 2])),
        ]
      ) { $0.matmul($1) },
      OpForm("torch.matmul(a, a.mT)", .selfProducts) { $0.matmul($0.transposed()) },
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
    OpCase(
      "mm", in: "LinearAlgebra/MatrixProducts", torch: ["mm": "x.mm(y)"],
      OpForm(
        "torch.mm(a, b)",
        .operands(
          [
            [[2, 2], [2, 3]], [[1, 3], [3, 1]], [[3, 1], [1, 3]], [[4, 4], [4, 4]],
            [[2, 5], [5, 0]], [[6, 2], [2, 3]], [[1, 7], [7, 2]], [[2, 2], [2, 2]],
            [[3, 3], [3, 1]], [[1, 1], [1, 5]], [[5, 1], [1, 1]], [[0, 0], [0, 0]],
            [[2, 3], [3, 4]], [[1, 1], [1, 1]], [[0, 3], [3, 2]], [[2, 0], [0, 3]],
            [[5, 2], [2, 1]],
          ], large: [[70, 90], [90, 80]])
      ) { $0.mm($1) },
      errors: [
        OpError("[2, 3] · [2, 3, 4]: 2 and 2 axes are needed") {
          _ = Tensor.zeros([2, 3]).mm(.zeros([2, 3, 4]))
        },
        OpError("[2, 3] · [4, 2]: inner sizes 3 and 4 differ") {
          _ = Tensor.zeros([2, 3]).mm(.zeros([4, 2]))
        },
      ]),
    OpCase(
      "bmm", in: "LinearAlgebra/MatrixProducts", torch: ["bmm": "x.bmm(y)"],
      OpForm(
        "torch.bmm(a, b)",
        .operands(
          [
            [[2, 2, 2], [2, 2, 3]], [[1, 3, 1], [1, 1, 2]], [[2, 3, 1], [2, 1, 3]],
            [[1, 4, 4], [1, 4, 4]], [[2, 2, 5], [2, 5, 0]], [[3, 2, 2], [3, 2, 2]],
            [[2, 1, 3], [2, 3, 1]], [[4, 1, 1], [4, 1, 2]], [[2, 0, 2], [2, 2, 2]],
            [[1, 1, 2], [1, 2, 1]], [[5, 1, 2], [5, 2, 1]], [[0, 0, 0], [0, 0, 0]],
            [[2, 2, 3], [2, 3, 4]], [[1, 1, 1], [1, 1, 1]], [[0, 2, 3], [0, 3, 2]],
            [[2, 2, 0], [2, 0, 3]], [[3, 1, 2], [3, 2, 1]],
          ], large: [[3, 70, 90], [3, 90, 80]])
      ) { $0.bmm($1) },
      errors: [
        OpError("[2, 3, 4] · [3, 4, 2]: batches of 2 and 3 differ") {
          _ = Tensor.zeros([2, 3, 4]).bmm(.zeros([3, 4, 2]))
        },
        OpError("[2, 3] · [3, 2]: 3 and 3 axes are needed") {
          _ = Tensor.zeros([2, 3]).bmm(.zeros([3, 2]))
        },
      ]),
    OpCase(
      "mv", in: "LinearAlgebra/MatrixProducts", torch: ["mv": "x.mv(y)"],
      OpForm(
        "torch.mv(a, b)",
        .operands(
          [
            [[2, 2], [2]], [[1, 3], [3]], [[3, 1], [1]], [[4, 4], [4]], [[6, 5], [5]],
            [[0, 0], [0]], [[7, 2], [2]], [[2, 7], [7]], [[5, 3], [3]], [[3, 3], [3]],
            [[1, 5], [5]], [[5, 1], [1]],
            [[2, 3], [3]], [[1, 1], [1]], [[0, 3], [3]], [[2, 0], [0]], [[5, 2], [2]],
          ], large: [[300, 400], [400]])
      ) { $0.mv($1) },
      errors: [
        OpError("[2, 3] · [3, 1]: 2 and 1 axes are needed") {
          _ = Tensor.zeros([2, 3]).mv(.zeros([3, 1]))
        },
        OpError("[2, 3] · [2]: inner sizes 3 and 2 differ") {
          _ = Tensor.zeros([2, 3]).mv(.zeros([2]))
        },
      ]),
    OpCase(
      "dot", in: "LinearAlgebra/Dot", torch: ["dot": "x.dot(y)"],
      OpForm("torch.dot(a, b)", .pairsOfVectors) { $0.dot($1) },
      errors: [
        OpError("[2] · [3]: inner sizes 2 and 3 differ") {
          _ = Tensor.zeros([2]).dot(.zeros([3]))
        },
        OpError("[1, 2] · [2]: 1 and 1 axes are needed") {
          _ = Tensor.zeros([1, 2]).dot(.zeros([2]))
        },
      ]),
    OpCase(
      "vdot", in: "LinearAlgebra/Dot", torch: ["vdot": "x.vdot(y)"],
      OpForm("torch.vdot(a, b)", .pairsOfVectors) { $0.vdot($1) },
      errors: [
        OpError("[2] · [3]: inner sizes 2 and 3 differ") {
          _ = Tensor.zeros([2]).vdot(.zeros([3]))
        },
        OpError("[] · [2]: 1 and 1 axes are needed") { _ = Tensor(1).vdot(.zeros([2])) },
      ]),
    OpCase(
      "vecdot", in: "LinearAlgebra/Dot", torch: ["linalg.vecdot": "x.vecdot(y, axis: -1)"],
      OpForm(
        "torch.linalg.vecdot(a, b)",
        .operands(
          [
            [[3], [3]], [[2, 3], [3]], [[2, 3], [1, 3]], [[3, 1, 2], [2, 2]], [[0], [0]],
            [[2, 0], [1, 0]], [[0, 3], [3]], [[2, 2, 3], [2, 2, 3]], [[1], [1]],
            [[4, 1], [4, 5]],
          ], dtypes: [.float32], large: [[300, 400], [300, 400]])
      ) { $0.vecdot($1) },
      OpForm(
        "torch.linalg.vecdot(a, b, dim=0)",
        .operands(
          [
            [[3], [3]], [[3, 2], [3, 1]], [[2, 3, 2], [2, 1, 2]], [[0, 2], [0, 2]],
            [[2, 0], [2, 1]],
            [[2, 2], [2, 2]], [[4, 1], [4, 5]], [[1, 3], [1, 1]],
          ], dtypes: [.float32])
      ) { $0.vecdot($1, axis: 0) },
      errors: [
        OpError("shapes [2] and [3] do not broadcast") {
          _ = Tensor.zeros([2]).vecdot(.zeros([3]))
        },
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor.zeros([3]).vecdot(.zeros([3]), axis: 1)
        },
        OpError("[] · []: scalars have no axis; use *") { _ = Tensor(1).vecdot(Tensor(2)) },
      ]),
    OpCase(
      "inner", in: "LinearAlgebra/Inner", torch: ["inner": "x.inner(y)"],
      OpForm(
        "torch.inner(a, b)",
        .operands(
          [
            [[3, 2], [2]], [[2, 1], [1]], [[4], [4]], [[3, 3], [3, 3]],
            [[3], [3]], [[2, 3], [3]], [[2, 3], [4, 3]], [[], [2, 2]], [[3], []], [[], []],
            [[2, 1, 3], [2, 3]], [[0], [0]], [[2, 0], [3, 0]], [[0, 2], [3, 2]], [[1], [4, 1]],
            [[3], [2, 2, 3]], [[2, 2], [2, 2]], [[1, 2, 1, 2], [2]],
          ], large: [[70, 90], [80, 90]])
      ) { $0.inner($1) },
      errors: [
        OpError("last sizes of [2, 3] and [2, 4] differ") {
          _ = Tensor.zeros([2, 3]).inner(.zeros([2, 4]))
        },
        OpError("last sizes of [3] and [3, 1] differ") {
          _ = Tensor.zeros([3]).inner(.zeros([3, 1]))
        },
      ]),
    OpCase(
      "outer", in: "LinearAlgebra/Outer", torch: ["outer": "x.outer(y)"],
      OpForm(
        "torch.outer(a, b)",
        .operands(
          [
            [[3], [3]], [[2], [3]], [[1], [1]], [[0], [3]], [[3], [0]], [[0], [0]], [[1], [4]],
            [[4], [1]],
          ], dtypes: [.float32, .int64, .int32, .uint8, .bool], large: [[300], [400]])
          + [
            Sample(
              .values([0, -0.0, .infinity, .nan]), .values([1, 0, .infinity]), derivatives: .stored),
            Sample(
              .values([0, -0.0, .infinity], dtype: .float32), .values([-1, 0]), derivatives: .stored
            ),
            Sample(.integers([2]), .reals([3], dtype: .float32)),
            Sample(.bools([2]), .integers([3])),
            Sample(.reals([2]), .reals([3], dtype: .float32), derivatives: .stored),
            Sample(.integers([2], dtype: .int32), .integers([3])),
            Sample(.integers([2], in: 0...9, dtype: .uint8), .bools([2])),
          ]
      ) { $0.outer($1) },
      errors: [
        OpError("[2, 1] and [3]: two vectors are needed") {
          _ = Tensor.zeros([2, 1]).outer(.zeros([3]))
        },
        OpError("[2] and []: two vectors are needed") { _ = Tensor.zeros([2]).outer(Tensor(1)) },
      ]),
    OpCase(
      "addmm", in: "LinearAlgebra/Addmm", torch: ["addmm": "x.addmm(a, b, beta: 1, alpha: 1)"],
      OpForm("torch.addmm(a, b, c)", .addedProducts) { $0.addmm($1, $2) },
      OpForm("torch.addmm(a, b, c, beta=2, alpha=3)", .addedProducts) {
        $0.addmm($1, $2, beta: 2, alpha: 3)
      },
      OpForm("torch.addmm(a, b, c, beta=2.7, alpha=1.6)", .addedProducts) {
        $0.addmm($1, $2, beta: 2.7, alpha: 1.6)
      },
      OpForm("torch.addmm(a, b, c, beta=0, alpha=-1)", .addedProducts + .wrongSummand) {
        $0.addmm($1, $2, beta: 0, alpha: -1)
      },
      errors: [
        OpError("[3] does not stretch to the product's shape [2, 4]") {
          _ = Tensor.zeros([3]).addmm(.zeros([2, 3]), .zeros([3, 4]))
        },
        OpError("[2, 3] · [4, 2]: inner sizes 3 and 4 differ") {
          _ = Tensor.zeros([2]).addmm(.zeros([2, 3]), .zeros([4, 2]))
        },
        OpError("factors 300.0 and 1.0 for uint8, which lacks them") {
          let x = Tensor.zeros([2, 2], dtype: .uint8)
          _ = x.addmm(x, x, beta: 300)
        },
      ]),
    OpCase(
      "addmv", in: "LinearAlgebra/Addmm", torch: ["addmv": "x.addmv(a, v, beta: 1, alpha: 1)"],
      OpForm("torch.addmv(a, b, c)", .addedVectors) { $0.addmv($1, $2) },
      OpForm("torch.addmv(a, b, c, beta=-2, alpha=3)", .addedVectors) {
        $0.addmv($1, $2, beta: -2, alpha: 3)
      },
      errors: [
        OpError("[2, 3] · [2]: inner sizes 3 and 2 differ") {
          _ = Tensor.zeros([2]).addmv(.zeros([2, 3]), .zeros([2]))
        },
        OpError("[1, 2] does not stretch to the product's shape [2]") {
          _ = Tensor.zeros([1, 2]).addmv(.zeros([2, 3]), .zeros([3]))
        },
      ]),
    OpCase(
      "baddbmm", in: "LinearAlgebra/Addmm",
      torch: ["baddbmm": "x.baddbmm(a, b, beta: 1, alpha: 1)"],
      OpForm("torch.baddbmm(a, b, c)", .addedBatches) { $0.baddbmm($1, $2) },
      OpForm("torch.baddbmm(a, b, c, beta=2, alpha=-3)", .addedBatches) {
        $0.baddbmm($1, $2, beta: 2, alpha: -3)
      },
      errors: [
        OpError("[2, 3, 4] · [3, 4, 2]: batches of 2 and 3 differ") {
          _ = Tensor(0).baddbmm(.zeros([2, 3, 4]), .zeros([3, 4, 2]))
        },
        OpError("[2, 3] · [3, 2]: 3 and 3 axes are needed") {
          _ = Tensor(0).baddbmm(.zeros([2, 3]), .zeros([3, 2]))
        },
      ]),
    OpCase(
      "addbmm", in: "LinearAlgebra/Addmm",
      torch: ["addbmm": "x.addbmm(a, b, beta: 1, alpha: 1)"],
      OpForm("torch.addbmm(a, b, c)", .addedSums) { $0.addbmm($1, $2) },
      OpForm("torch.addbmm(a, b, c, beta=2, alpha=-3)", .addedSums) {
        $0.addbmm($1, $2, beta: 2, alpha: -3)
      },
      errors: [
        OpError("[2, 3, 4] · [3, 4, 2]: batches of 2 and 3 differ") {
          _ = Tensor(0).addbmm(.zeros([2, 3, 4]), .zeros([3, 4, 2]))
        },
        OpError("[2, 3, 4] · [2, 3, 2]: [n, m, k] and [n, k, p] are needed") {
          _ = Tensor(0).addbmm(.zeros([2, 3, 4]), .zeros([2, 3, 2]))
        },
      ]),
    OpCase(
      "addr", in: "LinearAlgebra/Addmm", torch: ["addr": "x.addr(u, v, beta: 1, alpha: 1)"],
      OpForm("torch.addr(a, b, c)", .addedOuters) { $0.addr($1, $2) },
      OpForm("torch.addr(a, b, c, beta=2, alpha=-3)", .addedOuters) {
        $0.addr($1, $2, beta: 2, alpha: -3)
      },
      errors: [
        OpError("[3] does not stretch to the product's shape [3, 2]") {
          _ = Tensor.zeros([3]).addr(.zeros([3]), .zeros([2]))
        },
        OpError("[2, 2] and [2]: two vectors are needed") {
          _ = Tensor.zeros([2]).addr(.zeros([2, 2]), .zeros([2]))
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
  fileprivate static let selfProducts: SampleSet = .shapes(
    [[2, 3], [1, 4], [2, 2, 2]], dtypes: [.float32], large: [200, 190])

  fileprivate static let pairsOfVectors: SampleSet =
    .operands(
      [
        [[3], [3]], [[1], [1]], [[0], [0]], [[7], [7]], [[2], [2]], [[5], [5]], [[4], [4]],
        [[10], [10]], [[6], [6]], [[8], [8]], [[9], [9]], [[12], [12]],
      ], dtypes: [.float32, .int64, .int32, .uint8], large: [[70001], [70001]])
    + [
      Sample(.values([1, .nan, 2]), .values([1, 0, 3]), derivatives: .stored),
      Sample(.values([1, .infinity, 2]), .values([1, 0, 3]), derivatives: .stored),
      Sample(.values([1, .infinity], dtype: .float32), .values([1, 2], dtype: .float32)),
      Sample(.wholes([.max, 2]), .wholes([2, 3])),
    ]
  fileprivate static let addedProducts = SampleSet.operands(
    [
      [[2, 4], [2, 3], [3, 4]], [[4], [2, 3], [3, 4]], [[2, 1], [2, 3], [3, 4]],
      [[], [2, 2], [2, 2]], [[1, 1], [1, 1], [1, 1]], [[0, 2], [0, 3], [3, 2]],
      [[2, 3], [2, 0], [0, 3]], [[3], [2, 0], [0, 3]],
    ], large: [[80], [70, 90], [90, 80]])
  /// What is multiplied by 0 does not count.
  fileprivate static let wrongSummand: SampleSet = [
    Sample(
      .values([.nan, .infinity]), .reals([2, 3]), .reals([3, 2], seed: 2), derivatives: .unknown)
  ]
  fileprivate static let addedVectors = SampleSet.operands(
    [
      [[2], [2, 3], [3]], [[1], [2, 3], [3]], [[], [2, 3], [3]], [[0], [0, 3], [3]],
      [[2], [2, 0], [0]], [[1], [1, 1], [1]], [[4], [4, 2], [2]],
    ], large: [[1], [300, 400], [400]])
  fileprivate static let addedBatches = SampleSet.operands(
    [
      [[2, 2, 4], [2, 2, 3], [2, 3, 4]], [[4], [2, 2, 3], [2, 3, 4]],
      [[2, 1, 1], [2, 2, 3], [2, 3, 4]], [[], [1, 2, 2], [1, 2, 2]],
      [[0, 2, 2], [0, 2, 3], [0, 3, 2]], [[2, 2, 3], [2, 2, 0], [2, 0, 3]],
      [[1, 1, 1], [1, 1, 1], [1, 1, 1]],
    ], large: [[80], [3, 70, 90], [3, 90, 80]])
  fileprivate static let addedSums = SampleSet.operands(
    [
      [[2, 4], [2, 2, 3], [2, 3, 4]], [[4], [2, 2, 3], [2, 3, 4]],
      [[2, 1], [2, 2, 3], [2, 3, 4]], [[], [1, 2, 2], [1, 2, 2]],
      [[2, 2], [0, 2, 3], [0, 3, 2]], [[2, 3], [2, 2, 0], [2, 0, 3]],
      [[1, 1], [1, 1, 1], [1, 1, 1]],
    ], large: [[80], [3, 70, 90], [3, 90, 80]])
  fileprivate static let addedOuters = SampleSet.operands(
    [
      [[2, 3], [2], [3]], [[3], [2], [3]], [[2, 1], [2], [3]], [[], [2], [2]], [[0, 2], [0], [2]],
      [[2, 0], [2], [0]], [[1, 1], [1], [1]],
    ], large: [[400], [300], [400]])
}
