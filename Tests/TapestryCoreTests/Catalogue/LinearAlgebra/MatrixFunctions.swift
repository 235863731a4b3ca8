import TapestryCore
import TapestryTesting

extension Catalogue {
  static let matrixFunctions: [OpCase] = [
    OpCase(
      "det", in: "LinearAlgebra/Determinant", torch: ["linalg.det": "x.det()"],
      OpForm("torch.linalg.det(a)", .squares) { $0.det() },
      OpForm("torch.linalg.det(regular(a))", .squares) { regular($0).det() },
      // PyTorch's derivative at a singular matrix is zero, unless it is recorded.
      OpForm("torch.linalg.det(a)", .singular.withoutDerivatives) { $0.det() },
      OpForm(nil, .singular) { $0.det() },
      errors: squareNeeded { _ = $0.det() }),
    OpCase(
      "slogdet", in: "LinearAlgebra/Determinant", torch: ["linalg.slogdet": "x.slogdet()"],
      OpForm("torch.linalg.slogdet(regular(a))", .squares) {
        let (sign, logAbsDet) = regular($0[0]).slogdet()
        return [sign, logAbsDet]
      },
      OpForm("torch.linalg.slogdet(positive(a))", .squares) {
        let (sign, logAbsDet) = positive($0[0]).slogdet()
        return [sign, logAbsDet]
      },
      OpForm("torch.linalg.slogdet(a.detach())", .singular.withoutDerivatives) {
        let (sign, logAbsDet) = $0[0].slogdet()
        return [sign, logAbsDet]
      },
      errors: squareNeeded { _ = $0.slogdet() }),
    OpCase(
      "logdet", in: "LinearAlgebra/Determinant", torch: ["logdet": "x.logdet()"],
      OpForm("torch.logdet(positive(a))", .squares) { positive($0).logdet() },
      OpForm("torch.logdet(regular(a))", .squares.withoutDerivatives) { regular($0).logdet() },
      OpForm("torch.logdet(a.detach())", .singular.withoutDerivatives) { $0.logdet() },
      errors: squareNeeded { _ = $0.logdet() }),
    OpCase(
      "matrixPower", in: "LinearAlgebra/MatrixPower",
      torch: ["linalg.matrix_power": "try x.matrixPower(3)"],
      OpForm("torch.linalg.matrix_power(a, 3)", .squaresAndIntegers) { try! $0.matrixPower(3) },
      OpForm("torch.linalg.matrix_power(a, 1)", .squaresAndIntegers) { try! $0.matrixPower(1) },
      OpForm("torch.linalg.matrix_power(a, 6)", .squaresAndIntegers) { try! $0.matrixPower(6) },
      OpForm("torch.linalg.matrix_power(a, 0)", .squaresAndIntegers.withoutDerivatives) {
        try! $0.matrixPower(0)
      },
      OpForm("torch.linalg.matrix_power(regular(a), -1)", .squares) {
        try! regular($0).matrixPower(-1)
      },
      OpForm("torch.linalg.matrix_power(regular(a), -3)", .squares) {
        try! regular($0).matrixPower(-3)
      },
      errors: [
        OpError("shape [2, 3]: as many rows as columns are needed") {
          _ = try! Tensor.zeros([2, 3]).matrixPower(2)
        },
        OpError("needs float32 or float64, not int64; cast(to: .float32) first") {
          _ = try! Tensor.zeros([2, 2], dtype: .int64).matrixPower(-1)
        },
      ]),
    OpCase(
      "matrixExp", in: "LinearAlgebra/MatrixExp",
      torch: ["matrix_exp": "x.matrixExp()"],
      OpForm("torch.linalg.matrix_exp(a)", .squares) { $0.matrixExp() },
      OpForm("torch.linalg.matrix_exp(a*0.01)", .squares) { ($0 * 0.01).matrixExp() },
      OpForm("torch.linalg.matrix_exp((a - a.mT)*20)", .squares.withoutSinglePrecision) {
        (($0 - $0.transposed()) * 20).matrixExp()
      },
      OpForm(
        "torch.linalg.matrix_exp(a)",
        [
          Sample(.values([0, 0, 0, 0], shape: [2, 2])),
          Sample(.values([0, 1, 0, 0], shape: [2, 2])),
          Sample(.values([1, .nan, 0, 1], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([.infinity, 0, 0, 1], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 0, 0, 0, 9, 1, 2, -9], shape: [2, 2, 2]), derivatives: .stored),
        ]
      ) { $0.matrixExp() },
      errors: squareNeeded { _ = $0.matrixExp() }),
    OpCase(
      "pinv", in: "LinearAlgebra/Pinv",
      torch: ["linalg.pinv": "try x.pinv()", "pinverse": "try x.pinv()"],
      OpForm("torch.linalg.pinv(graded(a))", .rectangles) { try! graded($0).pinv() },
      OpForm("torch.linalg.pinv(symmetric(a), hermitian=True)", .squares) {
        try! symmetric($0).pinv(hermitian: true)
      },
      OpForm("torch.linalg.pinv(graded(a), rtol=0.8)", .rectangles.withoutDerivatives) {
        try! graded($0).pinv(rtol: 0.8)
      },
      OpForm("torch.linalg.pinv(graded(a), atol=10., rtol=0.1)", .rectangles.withoutDerivatives) {
        try! graded($0).pinv(atol: 10, rtol: 0.1)
      },
      OpForm("torch.linalg.pinv(a)", .singular.withoutDerivatives) { try! $0.pinv() },
      errors: matricesNeeded { _ = try! $0.pinv() } + [
        OpError("shape [2, 3]: as many rows as columns are needed") {
          _ = try! Tensor.zeros([2, 3]).pinv(hermitian: true)
        }
      ]),
    OpCase(
      "matrixRank", in: "LinearAlgebra/MatrixRank",
      torch: ["linalg.matrix_rank": "try x.matrixRank()"],
      OpForm("torch.linalg.matrix_rank(a)", .rectangles) { try! $0.matrixRank() },
      OpForm("torch.linalg.matrix_rank(a)", .singular) { try! $0.matrixRank() },
      OpForm("torch.linalg.matrix_rank(graded(a), atol=14., rtol=0.)", .rectangles) {
        try! graded($0).matrixRank(atol: 14, rtol: 0)
      },
      OpForm("torch.linalg.matrix_rank(graded(a), atol=14.)", .rectangles) {
        try! graded($0).matrixRank(atol: 14)
      },
      OpForm("torch.linalg.matrix_rank(graded(a), rtol=0.5)", .rectangles) {
        try! graded($0).matrixRank(rtol: 0.5)
      },
      OpForm("torch.linalg.matrix_rank(a + a.mT, hermitian=True)", .squares) {
        try! ($0 + $0.transposed()).matrixRank(hermitian: true)
      },
      errors: matricesNeeded { _ = try! $0.matrixRank() } + [
        OpError("shape [2, 3]: as many rows as columns are needed") {
          _ = try! Tensor.zeros([2, 3]).matrixRank(hermitian: true)
        }
      ]),
  ]
}

extension SampleSet {
  fileprivate static let singular: SampleSet = [
    Sample(.values([1, 2, 2, 4], shape: [2, 2])), Sample(.values([0], shape: [1, 1])),
    Sample(.values([1, 2, 3, 2, 4, 6, 1, 1, 5], shape: [3, 3])),
    Sample(.values([0, 0, 3, 5, 4, 6, 1, 1, 5, 2, 0, 0, 0, 4, 0, 0, 0, 0], shape: [2, 3, 3])),
  ]

  fileprivate static let squaresAndIntegers =
    squares
    + SampleSet(
      [DType.int64, .int32, .uint8].map { Sample(.small([2, 3, 3], dtype: $0, seed: 51)) })

  /// What float32 is too coarse for.
  fileprivate var withoutSinglePrecision: SampleSet {
    SampleSet(
      samples.filter { $0.inputs[0].dtype == .float64 }.map {
        Sample($0.inputs, derivatives: .stored)
      }, large: large)
  }
}
