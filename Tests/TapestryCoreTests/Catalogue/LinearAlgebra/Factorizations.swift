import TapestryCore
import TapestryTesting

extension Catalogue {
  static let factorizations: [OpCase] = [
    OpCase(
      "cholesky", in: "LinearAlgebra/Cholesky",
      torch: ["linalg.cholesky": "try x.cholesky()", "cholesky": "try x.cholesky()"],
      OpForm("torch.linalg.cholesky(positive(a))", .squares) { try! positive($0).cholesky() },
      OpForm("torch.linalg.cholesky(positive(a), upper=True)", .squares) {
        try! positive($0).cholesky(upper: true)
      },
      errors: squareNeeded { _ = try! $0.cholesky() }),
    OpCase(
      "choleskyEx", in: "LinearAlgebra/Cholesky",
      torch: ["linalg.cholesky_ex": "x.choleskyEx()"],
      OpForm("torch.linalg.cholesky_ex(positive(a))", .squares) {
        let (factor, info) = positive($0[0]).choleskyEx()
        return [factor, info]
      },
      OpForm(
        "torch.linalg.cholesky_ex(a).info",
        SampleSet(
          [
            [-1, 0, 0, -1], [4, 2, 2, -5], [1, 2, 2, 4], [4, 2, 2, 5], [0, 0, 0, 1], [1, 9, 0, 1],
            [1, 0, 9, 1],
          ].flatMap { values in
            [DType.float64, .float32].map {
              Sample(.values(values, shape: [2, 2], dtype: $0), derivatives: .unknown)
            }
          } + [
            Sample(.values([1, 0, 0, 1, -1, 0, 0, 1], shape: [2, 2, 2]), derivatives: .unknown)
          ])
      ) { $0.detach().choleskyEx().info },
      errors: squareNeeded { _ = $0.choleskyEx() }),
    OpCase(
      "qr", in: "LinearAlgebra/QR",
      torch: ["linalg.qr": "x.qr()", "qr": "x.qr()"],
      OpForm("torch.linalg.qr(graded(a))", .rectangles) { pair(graded($0[0]).qr()) },
      OpForm("torch.linalg.qr(a)[0]", .wide) { $0.qr().q },
      OpForm("torch.linalg.qr(a)[1]", .wide) { $0.qr().r },
      OpForm("torch.linalg.qr(graded(a), mode='complete')", .wide) {
        pair(graded($0[0]).qr(.complete))
      },
      OpForm("torch.linalg.qr(graded(a.detach()), mode='complete')", .rectangles.withoutDerivatives)
      {
        pair(graded($0[0].detach()).qr(.complete))
      },
      OpForm("torch.linalg.qr(graded(a.detach()), mode='r')", .rectangles.withoutDerivatives) {
        pair(graded($0[0].detach()).qr(.r))
      },
      errors: matricesNeeded { _ = $0.qr() } + []),
    OpCase(
      "geqrf", in: "LinearAlgebra/HouseholderProduct", torch: ["geqrf": "x.geqrf()"],
      OpForm("torch.geqrf(graded(a))", .rectangles.withoutDerivatives) {
        let (a, tau) = graded($0[0].detach()).geqrf()
        return [a, tau]
      },
      OpForm("torch.geqrf(a)", .squares.withoutDerivatives) {
        let (a, tau) = $0[0].detach().geqrf()
        return [a, tau]
      },
      errors: matricesNeeded { _ = $0.geqrf() }),
    OpCase(
      "householderProduct", in: "LinearAlgebra/HouseholderProduct",
      torch: ["linalg.householder_product": "x.householderProduct(tau)"],
      OpForm(
        "torch.linalg.householder_product(a, b)",
        .operands(
          [
            [[3, 2], [2]], [[3, 2], [1]], [[3, 3], [3]], [[4, 1], [1]], [[1, 1], [1]],
            [[2, 3, 2], [2, 2]], [[2, 1, 3, 2], [2, 1, 1]], [[3, 0], [0]], [[0, 3, 2], [0, 2]],
            [[3, 2], [0]], [[0, 0], [0]], [[5, 3], [2]], [[4, 4], [4]], [[4, 4], [2]],
            [[2, 2], [2]],
            [[2, 1], [1]], [[5, 5], [3]], [[6, 2], [2]], [[3, 1, 1], [3, 1]],
          ], in: -1...1, dtypes: [.float32], large: [[70, 20], [20]])
      ) { $0.householderProduct($1) },
      errors: matricesNeeded { _ = $0.householderProduct(.zeros([2])) } + [
        OpError("reflectors [2, 3]: no more columns than rows are needed") {
          _ = Tensor.zeros([2, 3]).householderProduct(.zeros([2]))
        },
        OpError("tau [3] for reflectors [3, 2]: [2] or fewer are needed") {
          _ = Tensor.zeros([3, 2]).householderProduct(.zeros([3]))
        },
      ]),
    OpCase(
      "ormqr", in: "LinearAlgebra/HouseholderProduct", torch: ["ormqr": "x.ormqr(tau, other)"],
      OpForm("torch.ormqr(a, b, c)", .reflected) { $0.ormqr($1, $2) },
      OpForm("torch.ormqr(a, b, c, transpose=True)", .reflected) {
        $0.ormqr($1, $2, transpose: true)
      },
      OpForm("torch.ormqr(a, b, c.mT, left=False)", .reflected) {
        $0.ormqr($1, $2.transposed(), left: false)
      },
      OpForm("torch.ormqr(a, b, c.mT, left=False, transpose=True)", .reflected) {
        $0.ormqr($1, $2.transposed(), left: false, transpose: true)
      },
      errors: [
        OpError("reflectors [3, 2] and [2, 2]: the latter needs the same batch and 3 rows") {
          _ = Tensor.zeros([3, 2]).ormqr(.zeros([2]), .zeros([2, 2]))
        },
        OpError("tau [2, 2] for reflectors [3, 2]: [2] or fewer are needed") {
          _ = Tensor.zeros([3, 2]).ormqr(.zeros([2, 2]), .zeros([3, 2]))
        },
      ]),
    OpCase(
      "lu", in: "LinearAlgebra/LU", torch: ["linalg.lu": "x.lu()"],
      OpForm("torch.linalg.lu(graded(a))", .rectangles) { triple(graded($0[0]).lu()) },
      OpForm("torch.linalg.lu(regular(a))", .squares) { triple(regular($0[0]).lu()) },
      OpForm("torch.linalg.lu(graded(a).flip(-2))", .rectangles) {
        triple(graded($0[0]).flipped(axes: [-2]).lu())
      },
      errors: matricesNeeded { _ = $0.lu() }),
    OpCase(
      "luFactor", in: "LinearAlgebra/LU",
      torch: ["linalg.lu_factor": "try x.luFactor()", "lu": "try x.luFactor()"],
      OpForm("torch.linalg.lu_factor(graded(a))", .rectangles) {
        let (lu, pivots) = try! graded($0[0]).luFactor()
        return [lu, pivots]
      },
      OpForm("torch.linalg.lu_factor(regular(a))", .squares) {
        let (lu, pivots) = try! regular($0[0]).luFactor()
        return [lu, pivots]
      },
      errors: matricesNeeded { _ = try! $0.luFactor() }),
    OpCase(
      "luFactorEx", in: "LinearAlgebra/LU", torch: ["linalg.lu_factor_ex": "x.luFactorEx()"],
      OpForm("torch.linalg.lu_factor_ex(graded(a))", .rectangles) {
        triple(graded($0[0]).luFactorEx())
      },
      OpForm(
        "torch.linalg.lu_factor_ex(a)[1:]",
        [
          Sample(.values([1, 2, 2, 4], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 1, 0, 1], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 0, 0, 0, 0, 0], shape: [3, 2]), derivatives: .unknown),
          Sample(.values([1, 0, 0, 1, 0, 0, 0, 0], shape: [2, 2, 2]), derivatives: .unknown),
          Sample(.values([1, 2, 2, 4], shape: [2, 2], dtype: .float32), derivatives: .unknown),
          Sample(.reals([3, 3]), derivatives: .unknown),
          Sample(.reals([2, 3, 3]), derivatives: .unknown),
          Sample(.reals([2, 4, 2]), derivatives: .unknown),
        ]
      ) {
        let (_, pivots, info) = $0[0].detach().luFactorEx()
        return [pivots, info]
      },
      errors: matricesNeeded { _ = $0.luFactorEx() }),
    OpCase(
      "luUnpack", in: "LinearAlgebra/LU", torch: ["lu_unpack": "lu.luUnpack(pivots)"],
      OpForm("torch.lu_unpack(*torch.linalg.lu_factor(graded(a)))", .rectangles) {
        let (lu, pivots) = try! graded($0[0]).luFactor()
        return triple(lu.luUnpack(pivots))
      },
      OpForm("torch.lu_unpack(a, torch.linalg.lu_factor(a.detach())[1])", .rectangles) {
        triple($0[0].luUnpack($0[0].detach().luFactorEx().pivots))
      },
      errors: [
        OpError("pivots int64 [3] for factors [2, 2]: integers of shape [2] are needed") {
          _ = Tensor.eye(2).luUnpack(.ones([3], dtype: .int64))
        },
        OpError("pivots from 1 to 3 for 2 rows: they count from 1") {
          _ = Tensor.eye(2).luUnpack(Tensor([1, 3], dtype: .int32))
        },
      ]),
    OpCase(
      "ldlFactor", in: "LinearAlgebra/LDL",
      torch: ["linalg.ldl_factor": "try x.ldlFactor()"],
      OpForm("torch.linalg.ldl_factor(symmetric(a).detach())", .squares.withoutDerivatives) {
        let (ld, pivots) = try! symmetric($0[0].detach()).ldlFactor()
        return [ld, pivots]
      },
      OpForm("torch.linalg.ldl_factor((a + a.mT).detach())", .indefinite) {
        let a = $0[0].detach()
        let (ld, pivots, _) = (a + a.transposed()).ldlFactorEx()
        return [ld, pivots]
      },
      errors: squareNeeded { _ = try! $0.ldlFactor() }),
    OpCase(
      "ldlFactorEx", in: "LinearAlgebra/LDL",
      torch: ["linalg.ldl_factor_ex": "x.ldlFactorEx()"],
      OpForm("torch.linalg.ldl_factor_ex(symmetric(a).detach())", .squares.withoutDerivatives) {
        triple(symmetric($0[0].detach()).ldlFactorEx())
      },
      OpForm(
        "torch.linalg.ldl_factor_ex(a).info",
        [
          Sample(.values([0, 0, 0, 0], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([1, 0, 0, 0], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([0, 1, 1, 0], shape: [2, 2]), derivatives: .unknown),
          Sample(.values([1, 0, 0, 1, 0, 0, 0, 0], shape: [2, 2, 2]), derivatives: .unknown),
          Sample(.values([0], shape: [1, 1], dtype: .float32), derivatives: .unknown),
        ]
      ) { $0.detach().ldlFactorEx().info },
      OpForm("torch.linalg.ldl_factor_ex((a + a.mT).detach())", .indefinite) {
        let a = $0[0].detach()
        return triple((a + a.transposed()).ldlFactorEx())
      },
      errors: squareNeeded { _ = $0.ldlFactorEx() }),
  ]

  private static func pair(_ result: (Tensor, Tensor)) -> [Tensor] { [result.0, result.1] }

  private static func triple(_ result: (Tensor, Tensor, Tensor)) -> [Tensor] {
    [result.0, result.1, result.2]
  }
}

extension SampleSet {
  /// No more rows than columns.
  fileprivate static let wide: SampleSet = .shapes(
    [[2, 3], [3, 3], [1, 4], [2, 2, 3], [1, 1], [0, 3], [0, 2, 3], [3, 5]], in: -2...2,
    dtypes: [.float32])

  fileprivate static let indefinite: SampleSet =
    .shapes(
      [
        [3, 3], [4, 4], [2, 3, 3], [5, 5], [2, 2], [1, 1], [2, 1, 3, 3], [3, 2, 2], [4, 3, 3],
        [6, 6],
      ],
      in: -2...2, dtypes: [.float32]
    )
    .withoutDerivatives

  fileprivate static let reflected = SampleSet.operands(
    [
      [[3, 2], [2], [3, 2]], [[3, 3], [3], [3, 1]], [[1, 1], [1], [1, 1]],
      [[2, 3, 2], [2, 2], [2, 3, 2]], [[3, 0], [0], [3, 2]], [[0, 3, 2], [0, 2], [0, 3, 2]],
      [[4, 2], [2], [4, 0]],
    ], in: -1...1, dtypes: [.float32], large: [[70, 20], [20], [70, 40]])
}
