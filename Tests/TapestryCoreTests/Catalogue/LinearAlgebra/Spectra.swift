import TapestryCore
import TapestryTesting

// Vectors are determined up to their signs: what is compared does not depend on these.
extension Catalogue {
  static let spectra: [OpCase] = [
    OpCase(
      "svd", in: "LinearAlgebra/SVD",
      torch: [
        "linalg.svd": "try x.svd()", "svd": "try x.svd(fullMatrices: false)",
      ],
      OpForm(
        "(lambda u, s, v: [u*u, s, v*v])(*torch.linalg.svd(graded(a), full_matrices=False))",
        .rectangles
      ) {
        let (u, s, vh) = try! graded($0[0]).svd(fullMatrices: false)
        return [u * u, s, vh * vh]
      },
      OpForm(
        "(lambda u, s, v: u[..., :, :1] @ v[..., :1, :])(*torch.linalg.svd(graded(a), full_matrices=False))",
        .notEmptyRectangles
      ) {
        let (u, _, vh) = try! graded($0).svd(fullMatrices: false)
        return u[.ellipsis, 0..<1].matmul(vh[.ellipsis, 0..<1, 0...])
      },
      OpForm(
        "(lambda u, s, v: [u[..., :s.shape[-1]]**2, s, v[..., :s.shape[-1], :]**2, (u @ u.mT).detach(), (v @ v.mT).detach()])(*torch.linalg.svd(graded(a)))",
        .rectangles
      ) {
        let (u, s, vh) = try! graded($0[0]).svd()
        let size = s.shape[s.rank - 1]
        return [
          u[.ellipsis, ..<size].square(), s, vh[.ellipsis, ..<size, 0...].square(),
          u.detach().matmul(u.detach().transposed()), vh.detach().matmul(vh.detach().transposed()),
        ]
      },
      OpForm("(lambda u, s, v: (u * s.unsqueeze(-2)) @ v.mT)(*torch.svd(graded(a)))", .rectangles) {
        let (u, s, vh) = try! graded($0).svd(fullMatrices: false)
        return (u * s.unsqueezed(-2)).matmul(vh)
      },
      errors: matricesNeeded { _ = try! $0.svd() }),
    OpCase(
      "svdvals", in: "LinearAlgebra/SVD", torch: ["linalg.svdvals": "try x.svdvals()"],
      OpForm("torch.linalg.svdvals(graded(a))", .rectangles) { try! graded($0).svdvals() },
      OpForm("torch.linalg.svdvals(regular(a))", .squares) { try! regular($0).svdvals() },
      errors: matricesNeeded { _ = try! $0.svdvals() }),
    OpCase(
      "eigh", in: "LinearAlgebra/Eigh", torch: ["linalg.eigh": "try x.eigh()"],
      OpForm("(lambda l, v: [l, v*v])(*torch.linalg.eigh(symmetric(a)))", .squares) {
        let (values, vectors) = try! symmetric($0[0]).eigh()
        return [values, vectors * vectors]
      },
      OpForm(
        "(lambda l, v: (v * l.unsqueeze(-2)**3) @ v.mT)(*torch.linalg.eigh(symmetric(a)/32))",
        .squares
      ) {
        let (values, vectors) = try! (symmetric($0) / 32).eigh()
        return (vectors * values.pow(3).unsqueezed(-2)).matmul(vectors.transposed())
      },
      OpForm(
        "(lambda l, v: [l, v*v])(*torch.linalg.eigh((a + 9*torch.diag(torch.arange(a.shape[-1]).double())).detach(), UPLO='U'))",
        .singleSquares
      ) {
        let a = $0[0].detach()
        let (values, vectors) = try! (a + separated(a)).eigh(uplo: .upper)
        return [values, vectors * vectors]
      },
      OpForm(
        "(lambda l, v: [l, v*v])(*torch.linalg.eigh((a + 9*torch.diag(torch.arange(a.shape[-1]).double())).detach()))",
        .singleSquares
      ) {
        let a = $0[0].detach()
        let (values, vectors) = try! (a + separated(a)).eigh()
        return [values, vectors * vectors]
      },
      errors: squareNeeded { _ = try! $0.eigh() }),
    OpCase(
      "eigvalsh", in: "LinearAlgebra/Eigh", torch: ["linalg.eigvalsh": "try x.eigvalsh()"],
      OpForm("torch.linalg.eigvalsh(symmetric(a))", .squares) { try! symmetric($0).eigvalsh() },
      OpForm("torch.linalg.eigvalsh(symmetric(a), UPLO='U')", .squares) {
        try! symmetric($0).eigvalsh(uplo: .upper)
      },
      errors: squareNeeded { _ = try! $0.eigvalsh() }),
    OpCase(
      "eig", in: "LinearAlgebra/Eig", torch: ["linalg.eig": "try x.eig()"],
      // Eigenvalues come in no particular order: sums over all of them are compared.
      OpForm(
        "(lambda l, v: [(l.real * v.abs()**2).sum(-1), (v.abs()**2 * l.imag**2).sum(-1), (v.real**2 + v.imag**2).sum(-2)])(*(lambda e: (e[0].unsqueeze(-2), e[1]))(torch.linalg.eig(graded(a)/8)))",
        .squares
      ) { invariants(graded($0[0]) / 8) },
      OpForm(
        "(lambda l, v: [(l.real * v.abs()**2).sum(-1), (v.abs()**2 * l.imag**2).sum(-1), (v.real**2 + v.imag**2).sum(-2)])(*(lambda e: (e[0].unsqueeze(-2), e[1]))(torch.linalg.eig(turning(a)/8)))",
        .squares
      ) { invariants(turning($0[0]) / 8) },
      errors: squareNeeded { _ = try! $0.eig() }),
    OpCase(
      "eigvals", in: "LinearAlgebra/Eig", torch: ["linalg.eigvals": "try x.eigvals()"],
      OpForm(
        "(lambda l: [l.real.sum(-1), (l*l).real.sum(-1), (l.imag**2).sum(-1)])(torch.linalg.eigvals(graded(a)/8))",
        .squares
      ) { powerSums(graded($0[0]) / 8) },
      OpForm(
        "(lambda l: [l.real.sum(-1), (l*l).real.sum(-1), (l.imag**2).sum(-1)])(torch.linalg.eigvals(turning(a)/8))",
        .squares
      ) { powerSums(turning($0[0]) / 8) },
      errors: squareNeeded { _ = try! $0.eigvals() }),
    OpCase(
      "svdLowrank", in: "LinearAlgebra/SVDLowrank",
      torch: ["svd_lowrank": "try x.svdLowrank(q: 6)"],
      // Exact for matrices of a rank that is no larger than what is asked for.
      OpForm("graded(a @ b)/8", .lowRank) {
        let product = $0.matmul($1)
        let q = Swift.min(product.shape[product.rank - 2], product.shape[product.rank - 1])
        let (u, s, v) = withSeed(7) { try! (graded(product) / 8).svdLowrank(q: q) }
        return (u * s.unsqueezed(-2)).matmul(v.transposed())
      },
      OpForm("torch.linalg.svdvals(a @ b)[..., :2]", .lowRank.withoutDerivatives) { a, b in
        withSeed(7) { try! a.detach().matmul(b.detach()).svdLowrank(q: 2, iterations: 1).s }
      },
      OpForm("a @ b - 1", .lowRank.withoutDerivatives) { a, b in
        let product = a.detach().matmul(b.detach())
        let q = Swift.min(3, product.shape[product.rank - 2], product.shape[product.rank - 1])
        let (u, s, v) = withSeed(7) {
          try! product.svdLowrank(q: q, mean: Tensor.ones([1], dtype: a.dtype))
        }
        return (u * s.unsqueezed(-2)).matmul(v.transposed())
      },
      errors: matricesNeeded { _ = try! $0.svdLowrank(q: 1) } + [
        OpError("3 values in 2 iterations of [2, 5]: at most the smaller side") {
          _ = withSeed(7) { try! Tensor.zeros([2, 5]).svdLowrank(q: 3) }
        }
      ]),
    OpCase(
      "pcaLowrank", in: "LinearAlgebra/SVDLowrank",
      torch: ["pca_lowrank": "try x.pcaLowrank()"],
      OpForm("a @ b - (a @ b).mean(-2, keepdim=True)", .lowRank.withoutDerivatives) { a, b in
        let (u, s, v) = withSeed(7) { try! a.detach().matmul(b.detach()).pcaLowrank() }
        return (u * s.unsqueezed(-2)).matmul(v.transposed())
      },
      OpForm("a @ b", .lowRank.withoutDerivatives) { a, b in
        let (u, s, v) = withSeed(7) {
          try! a.detach().matmul(b.detach()).pcaLowrank(center: false)
        }
        return (u * s.unsqueezed(-2)).matmul(v.transposed())
      },
      OpForm(
        "torch.linalg.svdvals(a @ b - (a @ b).mean(-2, keepdim=True))[..., :2]",
        .lowRank.withoutDerivatives
      ) { a, b in
        withSeed(7) { try! a.detach().matmul(b.detach()).pcaLowrank(q: 2, iterations: 3).s }
      },
      errors: matricesNeeded { _ = try! $0.pcaLowrank() }),
  ]

  /// Differences of the sample matrices' eigenvalues.
  private static func separated(_ a: Tensor) -> Tensor {
    Tensor.eye(a.shape[a.rank - 1], dtype: a.dtype) * Tensor.arange(a.shape[a.rank - 1]) * 9
  }

  /// With eigenvalues that are not real.
  private static func turning(_ a: Tensor) -> Tensor {
    let strict = a - a.transposed()
    return strict * 2 + a * 0.5 + graded(a)
  }

  /// Results of the eigenvalue problem that depend neither on order nor on factors of eigenvectors.
  private static func invariants(_ a: Tensor) -> [Tensor] {
    let (values, vectors) = try! a.eig()
    let (x, y) = (values.real.unsqueezed(-2), values.imaginary.unsqueezed(-2))
    let squares = vectors.real.square() + vectors.imaginary.square()
    return [
      (x * squares).sum(axis: -1), (squares * y.square()).sum(axis: -1), squares.sum(axis: -2),
    ]
  }

  private static func powerSums(_ a: Tensor) -> [Tensor] {
    let (x, y) = try! a.eigvals()
    return [
      x.sum(axis: -1), (x * x - y * y).sum(axis: -1), y.square().sum(axis: -1),
    ]
  }
}

extension SampleSet {
  fileprivate static let notEmptyRectangles: SampleSet = .shapes(
    [[3, 2], [2, 3], [3, 3], [1, 4], [4, 1], [2, 3, 2], [2, 1, 2, 3]], in: -2...2,
    dtypes: [.float32])

  /// Not batches, of float64.
  fileprivate static let singleSquares: SampleSet = SampleSet.shapes(
    [[3, 3], [1, 1], [2, 2], [4, 4]], in: -2...2, dtypes: []
  ).withoutDerivatives

  /// Factors of matrices of a low rank.
  fileprivate static let lowRank = SampleSet.operands(
    [
      [[5, 2], [2, 4]], [[4, 2], [2, 5]], [[2, 3, 2], [2, 2, 4]], [[3, 2], [2, 3]],
      [[0, 4, 2], [0, 2, 3]], [[6, 2], [2, 2]],
    ], dtypes: [.float32], large: [[2, 60, 2], [2, 2, 50]])
}
