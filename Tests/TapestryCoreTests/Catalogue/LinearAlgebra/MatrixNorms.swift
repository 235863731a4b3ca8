import TapestryCore
import TapestryTesting

extension Catalogue {
  static let matrixNorms: [OpCase] = [
    OpCase(
      "vectorNorm", in: "LinearAlgebra/VectorNorm",
      torch: [
        "linalg.vector_norm": "x.vectorNorm(2, axes: [0])",
        "linalg.norm": "x.vectorNorm(2, axes: [0]), or x.matrixNorm(.two)",
      ],
      OpForm("torch.linalg.vector_norm(a)", .vectors + .specialVectors + .zeroVectors) {
        $0.vectorNorm()
      },
      OpForm("torch.linalg.vector_norm(a, 1)", .vectors + .specialVectors) { $0.vectorNorm(1) },
      OpForm("torch.linalg.vector_norm(a, 0)", .vectors.stored + .specialVectors) {
        $0.vectorNorm(0)
      },
      OpForm("torch.linalg.vector_norm(a, 3)", .vectors.undefinedWhereEmpty + .zeroVectors) {
        $0.vectorNorm(3)
      },
      OpForm("torch.linalg.vector_norm(a, 2.5)", .vectors.undefinedWhereEmpty + .zeroVectors) {
        $0.vectorNorm(2.5)
      },
      OpForm("torch.linalg.vector_norm(a, 1.5)", .vectors.undefinedWhereEmpty) {
        $0.vectorNorm(1.5)
      },
      OpForm("torch.linalg.vector_norm(a, 0.5)", .vectors.undefinedWhereEmpty) {
        $0.vectorNorm(0.5)
      },
      OpForm("torch.linalg.vector_norm(a, -1.5)", .notEmptyVectors) { $0.vectorNorm(-1.5) },
      OpForm(
        "torch.linalg.vector_norm(a, inf)", .notEmptyVectors + .specialVectors + .zeroVectors
      ) { $0.vectorNorm(.infinity) },
      OpForm(
        "torch.linalg.vector_norm(a, -inf)", .notEmptyVectors + .specialVectors + .zeroVectors
      ) { $0.vectorNorm(-.infinity) },
      OpForm("torch.linalg.vector_norm(a, dim=0)", .rowsOfVectors) { $0.vectorNorm(axes: [0]) },
      OpForm(
        "torch.linalg.vector_norm(a, 3, dim=(-1, 0), keepdim=True)",
        .rowsOfVectors.undefinedWhereEmpty
      ) {
        $0.vectorNorm(3, axes: [-1, 0], keepDims: true)
      },
      OpForm("torch.linalg.vector_norm(a, inf, dim=1, keepdim=True)", .rowsOfVectors.notEmpty) {
        $0.vectorNorm(.infinity, axes: [1], keepDims: true)
      },
      OpForm("torch.linalg.vector_norm(a, 2, dtype=torch.float64)", .vectors) {
        $0.vectorNorm(2, dtype: .float64)
      },
      errors: [
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).vectorNorm()
        },
        OpError("of no elements, shape [0], with p = inf") {
          _ = Tensor.zeros([0]).vectorNorm(.infinity)
        },
        OpError("axis 1 is out of range for shape [3]") {
          _ = Tensor.zeros([3]).vectorNorm(axes: [1])
        },
      ]),
    OpCase(
      "matrixNorm", in: "LinearAlgebra/MatrixNorm",
      torch: ["linalg.matrix_norm": "x.matrixNorm(.frobenius)"],
      OpForm("torch.linalg.matrix_norm(a)", .rectangles) { $0.matrixNorm() },
      OpForm("torch.linalg.matrix_norm(graded(a), 'nuc')", .rectangles) {
        graded($0).matrixNorm(.nuclear)
      },
      OpForm("torch.linalg.matrix_norm(graded(a), 2)", .rectangles) { graded($0).matrixNorm(.two) },
      OpForm("torch.linalg.matrix_norm(graded(a), -2)", .rectangles.notEmpty) {
        graded($0).matrixNorm(.minusTwo)
      },
      OpForm("torch.linalg.matrix_norm(a, 1)", .rectangles) { $0.matrixNorm(.one) },
      OpForm("torch.linalg.matrix_norm(a, -1)", .rectangles.notEmpty) { $0.matrixNorm(.minusOne) },
      OpForm("torch.linalg.matrix_norm(a, inf)", .rectangles) { $0.matrixNorm(.infinity) },
      OpForm("torch.linalg.matrix_norm(a, -inf)", .rectangles.notEmpty) {
        $0.matrixNorm(.minusInfinity)
      },
      OpForm(
        "torch.linalg.matrix_norm(a, 1, dim=(0, 1), keepdim=True)",
        .shapes([[2, 3, 2], [2, 3], [1, 2, 2, 2]], dtypes: [.float32])
      ) { $0.matrixNorm(.one, axes: (0, 1), keepDims: true) },
      OpForm(
        "torch.linalg.matrix_norm(a, 'nuc', dim=(2, 0))",
        .shapes([[2, 3, 2], [1, 2, 2]], dtypes: [.float32])
      ) { $0.matrixNorm(.nuclear, axes: (2, 0)) },
      OpForm(
        "torch.linalg.matrix_norm(a, inf, dim=(-1, 0), keepdim=True, dtype=torch.float64)",
        .shapes([[2, 3, 2], [1, 2, 2]], dtypes: [.float32])
      ) { $0.matrixNorm(.infinity, axes: (-1, 0), keepDims: true, dtype: .float64) },
      OpForm("torch.linalg.norm(graded(a), 2)", .squares.onlyMatrices) {
        graded($0).matrixNorm(.two)
      },
      errors: [
        OpError("shape [3]: the two axes of a matrix are needed") {
          _ = Tensor.zeros([3]).matrixNorm()
        },
        OpError("axis 0 for rows and for columns of [2, 3]") {
          _ = Tensor.zeros([2, 3]).matrixNorm(axes: (-2, 0))
        },
        OpError("needs a floating-point dtype, not int64; cast(to: .float32) first") {
          _ = Tensor.zeros([2, 2], dtype: .int64).matrixNorm()
        },
        OpError("shape [3, 0] has nothing to take the smallest of") {
          _ = Tensor.zeros([3, 0]).matrixNorm(.minusOne)
        },
      ]),
    OpCase(
      "cond", in: "LinearAlgebra/Cond", torch: ["linalg.cond": "x.cond()"],
      OpForm("torch.linalg.cond(graded(a))", .rectangles.notEmpty) { graded($0).cond() },
      // PyTorch's own other forms have no derivative: they change what they saved.
      OpForm("torch.linalg.cond(graded(a), -2)", .rectangles.notEmpty) {
        graded($0).cond(.minusTwo)
      },
      OpForm("condition(graded(a), 'fro')", .squares) { graded($0).cond(.frobenius) },
      OpForm("condition(graded(a), 'nuc')", .squares.notEmpty) {
        graded($0).cond(.nuclear)
      },
      OpForm("condition(graded(a), 1)", .squares) { graded($0).cond(.one) },
      OpForm("condition(graded(a), -1)", .squares.notEmpty) { graded($0).cond(.minusOne) },
      OpForm("condition(graded(a), inf)", .squares) { graded($0).cond(.infinity) },
      OpForm("condition(graded(a), -inf)", .squares.notEmpty) {
        graded($0).cond(.minusInfinity)
      },
      OpForm(
        "torch.linalg.cond(a.detach(), 1)",
        [
          Sample(.values([1, 2, 2, 4], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 0, 0, 0], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([1, 0, 0, 1, 0, 0, 0, 0], shape: [2, 2, 2]), derivatives: .unknown),
        ]
      ) { $0.cond(.one) },
      errors: matricesNeeded { _ = $0.cond() } + [
        OpError("shape [2, 3]: as many rows as columns are needed") {
          _ = Tensor.zeros([2, 3]).cond(.one)
        }
      ]),
  ]
}

extension SampleSet {
  fileprivate static let vectors: SampleSet = .shapes(
    [[3], [], [2, 3], [1], [0], [2, 1, 3], [2, 0]], in: -3...3, dtypes: [.float32],
    large: [257, 1031])
  fileprivate static let notEmptyVectors: SampleSet = .shapes(
    [[3], [], [2, 3], [1], [2, 1, 3]], in: -3...3, dtypes: [.float32])
  fileprivate static let rowsOfVectors: SampleSet = .shapes(
    [[2, 3], [3, 2, 2], [1, 1], [2, 0], [0, 3]], in: -3...3, dtypes: [.float32])

  fileprivate static let specialVectors: SampleSet = [
    Sample(.values([1, .nan, 2]), derivatives: .stored),
    Sample(.values([1, -.infinity, 2]), derivatives: .unknown),
    Sample(.values([3, -3, 0, 3]), derivatives: .stored),
    Sample(.values([0, -0.0, 2, 0], dtype: .float32), derivatives: .stored),
  ]

  fileprivate static let zeroVectors: SampleSet = [
    Sample(.values([0, 0, -0.0]), derivatives: .stored)
  ]

  fileprivate var stored: SampleSet { withoutFiniteDifferences }

  fileprivate var notEmpty: SampleSet {
    SampleSet(samples.filter { !$0.inputs[0].shape.contains(0) }, large: large)
  }

  fileprivate var onlyMatrices: SampleSet {
    SampleSet(samples.filter { $0.inputs[0].shape.count == 2 })
  }
}
