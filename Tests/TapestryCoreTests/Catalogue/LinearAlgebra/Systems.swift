import TapestryCore
import TapestryTesting

extension Catalogue {
  static let systems: [OpCase] = [
    OpCase(
      "solve", in: "LinearAlgebra/Solve", torch: ["linalg.solve": "try a.solve(b)"],
      OpForm("torch.linalg.solve(regular(a), b)", .systemsOnTheLeft + .vectorsOnTheRight) {
        try! regular($0).solve($1)
      },
      OpForm("torch.linalg.solve(regular(a), b, left=False)", .systemsOnTheRight) {
        try! regular($0).solve($1, left: false)
      },
      errors: squareNeeded { _ = try! $0.solve(.zeros([2, 2])) } + [
        OpError("[2, 2] and right-hand side [3, 2]: the latter needs 2 rows") {
          _ = try! Tensor.eye(2).solve(.zeros([3, 2]))
        },
        OpError("a vector of shape [2] for [2, 2]: only on the left side") {
          _ = try! Tensor.eye(2).solve(.zeros([2]), left: false)
        },
        OpError("float32 and float64: one dtype is needed") {
          _ = try! Tensor.eye(2).solve(.zeros([2, 2], dtype: .float64))
        },
      ]),
    OpCase(
      "solveEx", in: "LinearAlgebra/Solve", torch: ["linalg.solve_ex": "a.solveEx(b)"],
      OpForm("torch.linalg.solve_ex(regular(a), b)", .systemsOnTheLeft) {
        let (result, info) = regular($0[0]).solveEx($0[1])
        return [result, info]
      },
      OpForm("torch.linalg.solve_ex(regular(a), b, left=False)", .systemsOnTheRight) {
        let (result, info) = regular($0[0]).solveEx($0[1], left: false)
        return [result, info]
      },
      OpForm(
        "torch.linalg.solve_ex(a, b).info",
        [
          Sample(.values([1, 2, 2, 4], shape: [2, 2]), .reals([2, 1]), derivatives: .unknown),
          Sample(.values([0, 0, 1, 1], shape: [2, 2]), .reals([2, 1]), derivatives: .unknown),
          Sample(
            .values([1, 0, 0, 1, 0, 0, 0, 0], shape: [2, 2, 2]), .reals([2, 2, 1]),
            derivatives: .unknown),
          Sample(
            .values([1, 2, 2, 4], shape: [2, 2], dtype: .float32), .reals([2], dtype: .float32),
            derivatives: .unknown),
        ]
      ) { $0.detach().solveEx($1.detach()).info },
      errors: squareNeeded { _ = $0.solveEx(.zeros([2, 2])) }),
    OpCase(
      "solveTriangular", in: "LinearAlgebra/SolveTriangular",
      torch: ["linalg.solve_triangular": "a.solveTriangular(b, upper: true)"],
      OpForm(
        "torch.linalg.solve_triangular(a + 6*torch.eye(a.shape[-1], dtype=a.dtype), b, upper=True)",
        .systemsOnTheLeft
      ) {
        heavyDiagonal($0).solveTriangular($1, upper: true)
      },
      OpForm(
        "torch.linalg.solve_triangular(a + 6*torch.eye(a.shape[-1], dtype=a.dtype), b, upper=False, left=False)",
        .systemsOnTheRight
      ) {
        heavyDiagonal($0).solveTriangular($1, upper: false, left: false)
      },
      OpForm(
        "torch.linalg.solve_triangular((a + 6*torch.eye(a.shape[-1], dtype=a.dtype)).mT, b, upper=False)",
        .systemsOnTheLeft
      ) {
        heavyDiagonal($0).transposed().solveTriangular($1, upper: false)
      },
      OpForm(
        "torch.linalg.solve_triangular(a*0.25, b, upper=False, unitriangular=True)",
        .systemsOnTheLeft
      ) {
        ($0 * 0.25).solveTriangular($1, upper: false, unitriangular: true)
      },
      OpForm(
        "torch.linalg.solve_triangular(a*0.25, b, upper=True, left=False, unitriangular=True)",
        .systemsOnTheRight
      ) {
        ($0 * 0.25).solveTriangular($1, upper: true, left: false, unitriangular: true)
      },
      errors: squareNeeded { _ = $0.solveTriangular(.zeros([2, 2]), upper: true) } + [
        OpError("[2, 2] and right-hand side [2]: the latter needs 2 rows") {
          _ = Tensor.eye(2).solveTriangular(.zeros([2]), upper: true)
        },
        OpError("batch axes of [2, 1, 1] and [3, 1, 1] do not broadcast") {
          _ = Tensor.ones([2, 1, 1]).solveTriangular(.zeros([3, 1, 1]), upper: true)
        },
      ]),
    OpCase(
      "triangularSolve", in: "LinearAlgebra/SolveTriangular",
      torch: ["triangular_solve": "b.triangularSolve(a)"],
      OpForm(
        "torch.triangular_solve(b, a + 6*torch.eye(a.shape[-1], dtype=a.dtype))", .systemsOnTheLeft
      ) {
        let (x, a) = $0[1].triangularSolve(heavyDiagonal($0[0]))
        return [x, a]
      },
      OpForm(
        "torch.triangular_solve(b, a + 6*torch.eye(a.shape[-1], dtype=a.dtype), upper=False, transpose=True)[0]",
        .systemsOnTheLeft
      ) {
        $1.triangularSolve(heavyDiagonal($0), upper: false, transpose: true).solution
      },
      OpForm("torch.triangular_solve(b, a*0.25, unitriangular=True)[0]", .systemsOnTheLeft) {
        $1.triangularSolve($0 * 0.25, unitriangular: true).solution
      },
      errors: [
        OpError("shape [2]: the two axes of a matrix are needed") {
          _ = Tensor.zeros([2, 2]).triangularSolve(.zeros([2]))
        },
        OpError("shape []: the two axes of a matrix are needed") {
          _ = Tensor.zeros([2, 2]).triangularSolve(Tensor(1))
        },
      ]),
    OpCase(
      "inverse", in: "LinearAlgebra/Inverse",
      torch: ["linalg.inv": "try x.inverse()"],
      OpForm("torch.linalg.inv(regular(a))", .squares) { try! regular($0).inverse() },
      OpForm("torch.inverse(regular(a).mT)", .squares) {
        try! regular($0).transposed().inverse()
      },
      errors: squareNeeded { _ = try! $0.inverse() }),
    OpCase(
      "inverseEx", in: "LinearAlgebra/Inverse",
      torch: ["linalg.inv_ex": "x.inverseEx()"],
      OpForm("torch.linalg.inv_ex(regular(a))", .squares) {
        let (inverse, info) = regular($0[0]).inverseEx()
        return [inverse, info]
      },
      OpForm(
        "torch.linalg.inv_ex(a).info",
        [
          Sample(.values([1, 2, 2, 4], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 1, 0, 1], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 0, 1, 1], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0], shape: [1, 1]), derivatives: .unknown),
          Sample(.values([1, 0, 0, 1, 0, 0, 0, 0], shape: [2, 2, 2]), derivatives: .unknown),
          Sample(.values([1, 2, 2, 4], shape: [2, 2], dtype: .float32), derivatives: .unknown),
          Sample(.reals([0, 3, 3]), derivatives: .unknown),
          Sample(.reals([2, 3, 3]), derivatives: .unknown),
          Sample(.reals([3, 0, 0]), derivatives: .unknown),
        ]
      ) { $0.detach().inverseEx().info },
      errors: squareNeeded { _ = $0.inverseEx() }),
    OpCase(
      "choleskySolve", in: "LinearAlgebra/CholeskySolve",
      torch: ["cholesky_solve": "b.choleskySolve(l)"],
      OpForm(
        "torch.cholesky_solve(b, (a*0.5 + 4*torch.eye(a.shape[-1], dtype=a.dtype)).tril())",
        .systemsOnTheLeft
      ) {
        $1.choleskySolve(lowerFactor($0))
      },
      OpForm(
        "torch.cholesky_solve(b, (a*0.5 + 4*torch.eye(a.shape[-1], dtype=a.dtype)).tril().mT, upper=True)",
        .systemsOnTheLeft
      ) {
        $1.choleskySolve(lowerFactor($0).transposed(), upper: true)
      },
      errors: [
        OpError("factor [2, 2] and right-hand side [3, 2]: the latter needs 2 rows") {
          _ = Tensor.zeros([3, 2]).choleskySolve(.eye(2))
        },
        OpError("shape [2, 3]: as many rows as columns are needed") {
          _ = Tensor.zeros([2, 2]).choleskySolve(.zeros([2, 3]))
        },
      ]),
    OpCase(
      "choleskyInverse", in: "LinearAlgebra/CholeskyInverse",
      torch: ["cholesky_inverse": "try l.choleskyInverse()"],
      OpForm(
        "torch.cholesky_inverse((a*0.5 + 4*torch.eye(a.shape[-1], dtype=a.dtype)).tril())", .squares
      ) {
        try! lowerFactor($0).choleskyInverse()
      },
      OpForm(
        "torch.cholesky_inverse((a*0.5 + 4*torch.eye(a.shape[-1], dtype=a.dtype)).tril().mT, upper=True)",
        .squares
      ) {
        try! lowerFactor($0).transposed().choleskyInverse(upper: true)
      },
      errors: squareNeeded { _ = try! $0.choleskyInverse() }),
    OpCase(
      "luSolve", in: "LinearAlgebra/LUSolve",
      torch: ["linalg.lu_solve": "lu.luSolve(pivots, b)", "lu_solve": "lu.luSolve(pivots, b)"],
      OpForm("torch.linalg.lu_solve(*torch.linalg.lu_factor(regular(a)), b)", .systemsOnTheLeft) {
        let (lu, pivots) = try! regular($0).luFactor()
        return lu.luSolve(pivots, $1)
      },
      OpForm("torch.lu_solve(b, *torch.linalg.lu_factor(regular(a)))", .systemsOnTheLeft) {
        let (lu, pivots) = try! regular($0).luFactor()
        return lu.luSolve(pivots, $1)
      },
      OpForm(
        "torch.linalg.lu_solve(*torch.linalg.lu_factor(regular(a)), b, adjoint=True)",
        .systemsOnTheLeft
      ) {
        let (lu, pivots) = try! regular($0).luFactor()
        return lu.luSolve(pivots, $1, adjoint: true)
      },
      OpForm(
        "torch.linalg.lu_solve(*torch.linalg.lu_factor(regular(a)), b, left=False)",
        .systemsOnTheRight
      ) {
        let (lu, pivots) = try! regular($0).luFactor()
        return lu.luSolve(pivots, $1, left: false)
      },
      OpForm(
        "torch.linalg.lu_solve(*torch.linalg.lu_factor(regular(a)), b, left=False, adjoint=True)",
        .systemsOnTheRight
      ) {
        let (lu, pivots) = try! regular($0).luFactor()
        return lu.luSolve(pivots, $1, left: false, adjoint: true)
      },
      errors: squareNeeded { _ = $0.luSolve(.ones([2], dtype: .int32), .zeros([2, 2])) } + [
        OpError("pivots float32 [2] for factors [2, 2]: integers of shape [2] are needed") {
          _ = Tensor.eye(2).luSolve(.ones([2]), .zeros([2, 2]))
        },
        OpError("pivots from 0 to 2 for 2 rows: they count from 1") {
          _ = Tensor.eye(2).luSolve(Tensor([0, 2], dtype: .int32), .zeros([2, 2]))
        },
        OpError("[2, 2] and right-hand side [3, 1]: the latter needs 2 rows") {
          _ = Tensor.eye(2).luSolve(Tensor([1, 2], dtype: .int32), .zeros([3, 1]))
        },
      ]),
    OpCase(
      "ldlSolve", in: "LinearAlgebra/LDL",
      torch: ["linalg.ldl_solve": "ld.ldlSolve(pivots, b)"],
      OpForm(
        "torch.linalg.ldl_solve(*torch.linalg.ldl_factor(symmetric(a).detach()), b.detach())",
        .systemsOfOneBatch.withoutDerivatives
      ) {
        let (ld, pivots) = try! symmetric($0.detach()).ldlFactor()
        return ld.ldlSolve(pivots, $1.detach())
      },
      OpForm(
        "torch.linalg.solve(symmetric(a.to(b.dtype)), b)", .wholeSystems
      ) {
        let (ld, pivots) = try! symmetric($0.cast(to: $1.dtype)).ldlFactor()
        return ld.ldlSolve(pivots, $1)
      },
      errors: squareNeeded { _ = $0.ldlSolve(.ones([2], dtype: .int32), .zeros([2, 2])) } + [
        OpError("pivot 3 for 2 rows: they count from 1, or from −1 down") {
          _ = Tensor.eye(2).ldlSolve(Tensor([1, 3], dtype: .int32), .zeros([2, 2]))
        },
        OpError("[2, 2] and right-hand side [3, 1]: the latter needs 2 rows") {
          _ = Tensor.eye(2).ldlSolve(Tensor([1, 2], dtype: .int32), .zeros([3, 1]))
        },
      ]),
    OpCase(
      "lstsq", in: "LinearAlgebra/Lstsq", torch: ["linalg.lstsq": "try a.lstsq(b)"],
      OpForm(
        "(lambda r: [r.solution, r.rank])(torch.linalg.lstsq(graded(a), b))",
        .leastSquares
      ) {
        let result = try! graded($0[0]).lstsq($0[1])
        return [result.solution, result.rank]
      },
      OpForm("list(torch.linalg.lstsq(graded(a), b, driver='gels'))[:2]", .leastSquares) {
        let result = try! graded($0[0]).lstsq($0[1], driver: .gels)
        return [result.solution, result.residuals]
      },
      OpForm("list(torch.linalg.lstsq(graded(a), b, driver='gelsd'))[:3]", .leastSquares) {
        let result = try! graded($0[0]).lstsq($0[1], driver: .gelsd)
        return [result.solution, result.residuals, result.rank]
      },
      OpForm(
        "list(torch.linalg.lstsq(graded(a), b, driver='gelss'))", .leastSquares.withoutDerivatives
      ) {
        let result = try! graded($0[0].detach()).lstsq($0[1].detach(), driver: .gelss)
        return [result.solution, result.residuals, result.rank, result.singularValues]
      },
      OpForm(
        "list(torch.linalg.lstsq(a, b, driver='gelsd'))[:3]",
        [
          Sample(
            .values([1, 2, 2, 4, 3, 6], shape: [3, 2]), .reals([3, 2]), derivatives: .unknown),
          Sample(.values([0, 0, 0, 0], shape: [2, 2]), .reals([2, 1]), derivatives: .unknown),
          Sample(
            .values([1, 2, 3, 2, 4, 6], shape: [2, 3]), .reals([2, 2]), derivatives: .unknown),
        ]
      ) {
        let result = try! $0[0].detach().lstsq($0[1].detach(), driver: .gelsd)
        return [result.solution, result.residuals, result.rank]
      },
      errors: [
        OpError("[3, 2] and right-hand side [2, 2]: the latter needs 3 rows") {
          _ = try! Tensor.zeros([3, 2]).lstsq(.zeros([2, 2]))
        },
        OpError("needs float32 or float64, not int64; cast(to: .float32) first") {
          _ = try! Tensor.zeros([3, 2], dtype: .int64).lstsq(.zeros([3, 2]))
        },
      ]),
    OpCase(
      "tensorinv", in: "LinearAlgebra/TensorInv",
      torch: ["linalg.tensorinv": "try x.tensorinv(ind: 2)"],
      OpForm(
        "torch.linalg.tensorinv(regular(a.reshape(6, 6)).reshape(a.shape), ind=2)",
        .shapes(
          [
            [2, 3, 6], [3, 2, 2, 3], [6, 1, 6], [2, 3, 3, 2], [1, 6, 6], [3, 2, 6], [6, 1, 2, 3],
            [1, 6, 3, 2], [2, 3, 1, 6],
          ], in: -2...2, dtypes: [.float32])
      ) {
        try! regular($0.reshaped(to: [6, 6])).reshaped(to: $0.shape).tensorinv(ind: 2)
      },
      OpForm(
        "torch.linalg.tensorinv(regular(a.reshape(4, 4)).reshape(a.shape), ind=1)",
        .shapes([[4, 4], [4, 2, 2], [4, 1, 4], [4, 4, 1]], in: -2...2, dtypes: [.float32])
      ) {
        try! regular($0.reshaped(to: [4, 4])).reshaped(to: $0.shape).tensorinv(ind: 1)
      },
      OpForm(
        "torch.linalg.tensorinv(regular(a.flatten(0, 2).flatten(1)).reshape(a.shape), ind=3)",
        .shapes(
          [
            [2, 1, 2, 4], [1, 1, 2, 2], [2, 2, 1, 4, 1], [1, 3, 1, 3], [3, 1, 1, 3], [2, 1, 1, 2],
          ],
          in: -2...2, dtypes: [.float32], large: [4, 4, 4, 8, 8])
      ) {
        try! regular($0.flattened(from: 0, to: 2).flattened(from: 1)).reshaped(to: $0.shape)
          .tensorinv(ind: 3)
      },
      OpForm(
        "torch.linalg.tensorinv(a, ind=2)", .shapes([[0, 2, 0], [2, 0, 0, 3]], dtypes: [])
      ) { try! $0.tensorinv(ind: 2) },
      errors: [
        OpError("the first 2 sizes of [2, 3, 5] have the product 6, the others 5") {
          _ = try! Tensor.zeros([2, 3, 5]).tensorinv()
        },
        OpError("0 axes of shape [2, 2]; 1 or more are needed") {
          _ = try! Tensor.zeros([2, 2]).tensorinv(ind: 0)
        },
      ]),
    OpCase(
      "tensorsolve", in: "LinearAlgebra/TensorSolve",
      torch: ["linalg.tensorsolve": "try a.tensorsolve(b)"],
      OpForm(
        "torch.linalg.tensorsolve(regular(a.reshape(6, 6)).reshape(a.shape), b)",
        .operands(
          [
            [[2, 3, 6], [2, 3]], [[2, 3, 3, 2], [2, 3]], [[6, 6], [6]], [[6, 2, 3], [6]],
            [[1, 6, 6], [1, 6]], [[3, 2, 1, 6], [3, 2]], [[2, 3, 2, 3], [2, 3]],
            [[6, 3, 1, 2], [6]],
          ], dtypes: [.float32], large: nil)
      ) {
        try! regular($0.reshaped(to: [6, 6])).reshaped(to: $0.shape).tensorsolve($1)
      },
      OpForm(
        "torch.linalg.tensorsolve(regular(a.reshape(4, 4)).reshape(a.shape), b, dims=(0, 1))",
        .operands(
          [
            [[2, 2, 4], [4]], [[2, 2, 1, 4], [1, 4]], [[4, 1, 4, 1], [4, 1]],
            [[1, 4, 1, 4], [1, 4]],
            [[2, 2, 2, 2], [2, 2]], [[1, 4, 4], [4]], [[4, 1, 4], [4]],
            [[2, 2, 4, 1], [4, 1]], [[4, 1, 2, 2], [2, 2]], [[1, 4, 2, 2], [2, 2]],
          ], dtypes: [.float32])
      ) {
        try! regular($0.reshaped(to: [4, 4])).reshaped(to: $0.shape).tensorsolve($1, axes: [0, 1])
      },
      OpForm(
        "torch.linalg.tensorsolve(regular(a.reshape(64, 64)).reshape(a.shape), b)",
        SampleSet([], large: Sample(.reals([64, 8, 8]), .reals([64], seed: 2)))
      ) {
        try! regular($0.reshaped(to: [64, 64])).reshaped(to: $0.shape).tensorsolve($1)
      },
      OpForm(
        "torch.linalg.tensorsolve(a, b)",
        .operands([[[2, 0, 0], [2, 0]], [[0, 0], [0]]], dtypes: [])
      ) { try! $0.tensorsolve($1) },
      errors: [
        OpError("[2, 3, 5] and right-hand side [2, 3]") {
          _ = try! Tensor.zeros([2, 3, 5]).tensorsolve(.zeros([2, 3]))
        },
        OpError("an axis appears twice in [0, 0]") {
          _ = try! Tensor.zeros([2, 3, 6]).tensorsolve(.zeros([2, 3]), axes: [0, 0])
        },
      ]),
  ]

  /// What operations say of matrices that are not square, or not of a dtype to be factored.
  static func squareNeeded(_ body: @escaping @Sendable (Tensor) -> Void) -> [OpError] {
    [
      OpError("shape [2, 3]: as many rows as columns are needed") { body(.zeros([2, 3])) }
    ] + matricesNeeded(body)
  }

  /// What operations say of tensors that are no matrices, or not of a dtype to be factored.
  static func matricesNeeded(_ body: @escaping @Sendable (Tensor) -> Void) -> [OpError] {
    [
      OpError("shape [2]: the two axes of a matrix are needed") { body(.zeros([2])) },
      OpError("needs float32 or float64, not int64; cast(to: .float32) first") {
        body(.zeros([2, 2], dtype: .int64))
      },
    ]
  }

  private static func heavyDiagonal(_ a: Tensor) -> Tensor {
    a + 6 * Tensor.eye(a.shape[a.rank - 1], dtype: a.dtype)
  }

  /// A lower triangular matrix with a positive diagonal.
  private static func lowerFactor(_ a: Tensor) -> Tensor {
    let size = a.shape[a.rank - 1]
    let isBelow = Tensor.arange(size).unsqueezed(1) .>= Tensor.arange(size)
    let x = a * 0.5 + 4 * Tensor.eye(size, dtype: a.dtype)
    return Tensor.where(isBelow, x, 0)
  }
}

extension SampleSet {
  static let systemsOnTheLeft = SampleSet.operands(
    [
      [[3, 3], [3, 2]], [[1, 1], [1, 1]], [[2, 2], [2, 3]], [[2, 3, 3], [2, 3, 2]],
      [[3, 3], [2, 3, 1]], [[2, 3, 3], [3, 2]], [[2, 1, 2, 2], [3, 2, 2]], [[0, 0], [0, 2]],
      [[3, 3], [3, 0]], [[0, 2, 2], [0, 2, 1]], [[4, 4], [4, 1]],
    ], dtypes: [.float32], large: [[2, 96, 96], [2, 96, 130]])

  /// PyTorch's `ldl_solve` reads past the end of matrices that should be stretched.
  fileprivate static let systemsOfOneBatch = SampleSet.operands(
    [
      [[3, 3], [3, 2]], [[1, 1], [1, 1]], [[2, 2], [2, 3]], [[2, 3, 3], [2, 3, 2]],
      [[0, 0], [0, 2]],
      [[3, 3], [3, 0]], [[0, 2, 2], [0, 2, 1]], [[4, 4], [4, 1]], [[5, 5], [5, 2]],
      [[3, 1, 1], [3, 1, 2]], [[2, 4, 4], [2, 4, 1]], [[6, 6], [6, 1]], [[1, 2, 2], [1, 2, 2]],
      [[2, 1, 3, 3], [2, 1, 3, 2]], [[7, 7], [7, 1]],
    ], dtypes: [.float32], large: [[2, 96, 96], [2, 96, 130]])

  /// The matrix is of whole numbers: it has no derivative.
  fileprivate static let wholeSystems: SampleSet = [
    Sample(.integers([3, 3]), .reals([3, 2])), Sample(.integers([2, 2, 2]), .reals([2, 1])),
    Sample(.integers([1, 1]), .reals([2, 1, 3])),
    Sample(.integers([4, 4], seed: 5), .reals([4, 1])),
  ]

  fileprivate static let systemsOnTheRight = SampleSet.operands(
    [
      [[3, 3], [2, 3]], [[1, 1], [1, 1]], [[2, 2], [3, 2]], [[2, 3, 3], [2, 2, 3]],
      [[3, 3], [2, 1, 3]], [[2, 3, 3], [4, 3]], [[0, 0], [2, 0]], [[3, 3], [0, 3]],
    ], dtypes: [.float32], large: [[96, 96], [130, 96]])

  fileprivate static let vectorsOnTheRight = SampleSet.operands(
    [
      [[3, 3], [3]], [[2, 3, 3], [2, 3]], [[2, 2, 2], [2]], [[0, 0], [0]], [[1, 1], [1]],
    ],
    dtypes: [.float32])

  fileprivate static let leastSquares = SampleSet.operands(
    [
      [[3, 2], [3, 2]], [[2, 3], [2, 2]], [[3, 3], [3, 1]], [[4, 1], [4, 2]],
      [[2, 3, 2], [2, 3, 1]],
      [[3, 2], [3]], [[2, 3, 2], [2, 3]], [[0, 3, 2], [0, 3, 1]], [[6, 2], [6, 1]],
      [[5, 3], [5, 2]],
    ], dtypes: [.float32], large: [[2, 96, 70], [2, 96, 3]])

}
