import TapestryCore

extension Replay {
  static let linearAlgebra: [String: Adapter] = [
    "matmul": matrices { $0.matmul($1) }, "__rmatmul__": matrices { $1.matmul($0) },
    "mm": matrices { $0.mm($1) }, "bmm": matrices { $0.bmm($1) }, "mv": matrices { $0.mv($1) },
    "dot": matrices { $0.dot($1) }, "vdot": matrices { $0.vdot($1) },
    "inner": matrices { $0.inner($1) }, "outer": matrices { $0.outer($1) },
    "kron": matrices { $0.kron($1) },
    "addmm": { s in s.added { $0.addmm($1, $2, beta: $3, alpha: $4) } },
    "addmv": { s in s.added { $0.addmv($1, $2, beta: $3, alpha: $4) } },
    "addr": { s in s.added { $0.addr($1, $2, beta: $3, alpha: $4) } },
    "addbmm": { s in s.added { $0.addbmm($1, $2, beta: $3, alpha: $4) } },
    "baddbmm": { s in s.added { $0.baddbmm($1, $2, beta: $3, alpha: $4) } },
    "einsum": { s in
      guard let operands = s.tensors("operands", 0), let equation = s.text("equation", 1) else {
        return nil
      }
      return [einsum(equation, operands)]
    },
    "tensordot": { s in
      guard let other = s.tensor("other", 1) else { return nil }
      if let count = s.int("dims") { return [s.input.tensordot(other, axes: count)] }
      guard let pair = s.list("dims"), pair.count == 2, let a = pair[0].ints, let b = pair[1].ints
      else { return nil }
      return [s.input.tensordot(other, axes: (a, b))]
    },
    "cross": { s in
      // Without an axis PyTorch takes the first of size 3.
      let axis = s.int("dim", 2) ?? s.input.shape.firstIndex(of: 3)!
      return [s.input.cross(s.tensor("other", 1)!, axis: axis)]
    },
    "linalg.cross": { s in [s.input.cross(s.tensor("other", 1)!, axis: s.int("dim") ?? -1)] },
    "linalg.vecdot": { s in [s.input.vecdot(s.tensor("other", 1)!, axis: s.int("dim") ?? -1)] },
    "trace": unary { $0.trace() }, "linalg.det": unary { $0.det() },
    "logdet": unary { $0.logdet() },
    "linalg.slogdet": { s in
      let both = s.input.slogdet()
      return [both.sign, both.logAbsDet]
    },
    "linalg.inv": { s in (try? s.input.inverse()).map { [$0] } },
    "linalg.solve": { s in
      (try? s.input.solve(s.tensor("B", 1)!, left: s.bool("left") ?? true)).map { [$0] }
    },
    "linalg.solve_triangular": { s in
      [
        s.input.solveTriangular(
          s.tensor("B", 1)!, upper: s.bool("upper")!, left: s.bool("left") ?? true,
          unitriangular: s.bool("unitriangular") ?? false)
      ]
    },
    "linalg.cholesky": { s in
      (try? s.input.cholesky(upper: s.bool("upper") ?? false)).map { [$0] }
    },
    "cholesky_solve": { s in
      [s.input.choleskySolve(s.tensor("input2", 1)!, upper: s.bool("upper", 2) ?? false)]
    },
    "linalg.eigvalsh": { s in
      (try? s.symmetric.eigvalsh(uplo: s.uplo)).map { [$0] }
    },
    "linalg.eigh": { s in
      (try? s.symmetric.eigh(uplo: s.uplo)).map { [$0.eigenvalues, $0.eigenvectors.abs()] }
    },
    "linalg.eigvals": { s in
      (try? s.input.eigvals()).map { powers(ComplexTensor($0.real, $0.imaginary)) }
    },
    "linalg.eig": { s in
      (try? s.input.eig()).map {
        powers(ComplexTensor($0.eigenvalues.real, $0.eigenvalues.imaginary))
      }
    },
    "linalg.svd": { s in
      (try? s.input.svd(fullMatrices: s.bool("full_matrices") ?? true)).map {
        singularParts($0.u, $0.s, $0.vh)
      }
    },
    "svd": { s in
      (try? s.input.svd(fullMatrices: s.bool("some") == false)).map {
        singularParts($0.u, $0.s, $0.vh)
      }
    },
    "svd_lowrank": { s in
      // Less an arbitrary matrix, the product has a full rank: what is found depends on the numbers drawn.
      if s.has("M") { return nil }
      let product = s.input.matmul(s.tensor("other", 1)!.mT)
      return withSeed(1) { try? product.svdLowrank(q: s.int("q")!) }.map {
        [recomposed($0.u, $0.s, $0.v)]
      }
    },
    "pca_lowrank": { s in
      let product = s.input.matmul(s.tensor("other", 1)!.mT)
      let found = withSeed(1) {
        try? product.pcaLowrank(q: s.int("q")!, center: s.bool("center")!)
      }
      return found.map { [recomposed($0.u, $0.s, $0.v)] }
    },
    "linalg.qr": { s in
      let modes: [String: QRMode] = ["reduced": .reduced, "complete": .complete, "r": .r]
      let both = s.input.qr(modes[s.text("mode", 1) ?? "reduced"]!)
      return [both.q, both.r]
    },
    "qr": { s in
      let both = s.input.qr(s.bool("some", 1) == false ? .complete : .reduced)
      return [both.q, both.r]
    },
    "geqrf": { s in
      let both = s.input.geqrf()
      return [both.a, both.tau]
    },
    "ormqr": { s in
      [
        s.input.ormqr(
          s.tensor("tau", 1)!, s.tensor("other", 2)!, left: s.bool("left") ?? true,
          transpose: s.bool("transpose") ?? false)
      ]
    },
    "cholesky": { s in (try? s.input.cholesky(upper: s.bool("upper") ?? false)).map { [$0] } },
    "linalg.cholesky_ex": { s in
      let both = s.input.choleskyEx(upper: s.bool("upper") ?? false)
      return [both.factor, both.info]
    },
    "cholesky_inverse": { s in
      (try? s.input.choleskyInverse(upper: s.bool("upper") ?? false)).map { [$0] }
    },
    "linalg.inv_ex": { s in
      let both = s.input.inverseEx()
      return [both.inverse, both.info]
    },
    "linalg.solve_ex": { s in
      let both = s.input.solveEx(s.tensor("B", 1)!, left: s.bool("left") ?? true)
      return [both.result, both.info]
    },
    "triangular_solve": { s in
      let both = s.input.triangularSolve(
        s.tensor("A", 1)!, upper: s.bool("upper") ?? true, transpose: s.bool("transpose") ?? false,
        unitriangular: s.bool("unitriangular") ?? false)
      return [both.solution, both.clonedCoefficient]
    },
    "linalg.ldl_factor": { s in
      (try? s.input.ldlFactor()).map { [$0.ld, $0.pivots] }
    },
    "linalg.ldl_factor_ex": { s in
      let found = s.input.ldlFactorEx()
      return [found.ld, found.pivots, found.info]
    },
    "linalg.ldl_solve": { s in [s.input.ldlSolve(s.tensor("pivots", 1)!, s.tensor("B", 2)!)] },
    "linalg.lu": { s in
      let found = s.input.lu()
      return [found.p, found.l, found.u]
    },
    "linalg.lu_factor": { s in (try? s.input.luFactor()).map { [$0.lu, $0.pivots] } },
    "linalg.lu_factor_ex": { s in
      let found = s.input.luFactorEx()
      return [found.lu, found.pivots, found.info]
    },
    "lu": { s in
      let found = s.input.luFactorEx()
      return [found.lu, found.pivots] + (s.bool("get_infos", 2) == true ? [found.info] : [])
    },
    "lu_unpack": { s in
      let found = s.input.luUnpack(s.tensor("LU_pivots", 1)!)
      return [found.p, found.l, found.u]
    },
    "linalg.lu_solve": { s in
      [
        s.input.luSolve(
          s.tensor("pivots", 1)!, s.tensor("B", 2)!, left: s.bool("left") ?? true,
          adjoint: s.bool("adjoint") ?? false)
      ]
    },
    "lu_solve": { s in
      [s.tensor("LU_data", 1)!.luSolve(s.tensor("LU_pivots", 2)!, s.input)]
    },
    "linalg.lstsq": { s in
      let drivers: [String: LeastSquaresDriver] = [
        "gels": .gels, "gelsy": .gelsy, "gelss": .gelss, "gelsd": .gelsd,
      ]
      guard
        let found = try? s.input.lstsq(
          s.tensor("B", 1)!, driver: drivers[s.text("driver") ?? "gelsy"]!)
      else { return nil }
      // One variant of the catalogue takes the solution alone.
      let all = [found.solution, found.residuals, found.rank, found.singularValues]
      return Array(all.prefix(s.golden.results.count))
    },
    "linalg.cond": { s in
      if s.has("p", 1) { return nil }
      return [s.input.cond()]
    },
    "linalg.matrix_norm": { s in
      let axes = s.ints("dim", 2) ?? [-2, -1]
      return [
        s.input.matrixNorm(
          s.matrixNormOrder(1) ?? .frobenius, axes: (axes[0], axes[1]),
          keepDims: s.bool("keepdim", 3) ?? false, dtype: s.dtype("dtype"))
      ]
    },
    "linalg.norm": { s in
      let (axes, keeps) = (s.ints("dim"), s.bool("keepdim") ?? false)
      let isMatrix = axes.map { $0.count == 2 } ?? (s.has("ord", 1) && s.input.rank == 2)
      if isMatrix, let order = s.matrixNormOrder(1) {
        let pair = axes ?? [-2, -1]
        return [s.input.matrixNorm(order, axes: (pair[0], pair[1]), keepDims: keeps)]
      }
      return [s.input.vectorNorm(s.number("ord", 1) ?? 2, axes: axes, keepDims: keeps)]
    },
    "linalg.matrix_rank": { s in
      if s.tensors.count > 1 { return nil }
      return
        (try? s.input.matrixRank(
          atol: s.number("atol"), rtol: s.number("rtol"), hermitian: s.bool("hermitian") ?? false))
        .map { [$0] }
    },
    "pinverse": { s in (try? s.input.pinv(rtol: s.number("rcond", 1) ?? 1e-15)).map { [$0] } },
    "linalg.svdvals": { s in (try? s.input.svdvals()).map { [$0] } },
    "linalg.pinv": { s in
      // One variant of the catalogue hands over the factors of a matrix of low rank.
      let input = s.tensor("other", 1).map { s.input.matmul($0.mT) } ?? s.input
      let (atol, rtol) = (s.tensor("atol"), s.tensor("rtol"))
      // A tolerance is one number here.
      guard atol?.rank ?? 0 == 0 && rtol?.rank ?? 0 == 0 else { return nil }
      return
        (try? input.pinv(
          atol: atol?.item() ?? s.number("atol"), rtol: rtol?.item() ?? s.number("rtol"),
          hermitian: s.bool("hermitian") ?? false)).map { [$0] }
    },
    "linalg.matrix_power": { s in (try? s.input.matrixPower(s.int("n", 1)!)).map { [$0] } },
    "matrix_exp": { s in
      // PyTorch's results of 16 bits are infinities of both signs even for a matrix of ones.
      s.input.dtype.itemSize == 2 ? nil : [s.input.matrixExp()]
    },
    "linalg.vector_norm": { s in
      [
        s.input.vectorNorm(
          s.number("ord", 1) ?? 2, axes: s.ints("dim", 2), keepDims: s.bool("keepdim", 3) ?? false,
          dtype: s.dtype("dtype"))
      ]
    },
    "linalg.multi_dot": { s in s.tensors("tensors", 0).map { [multiDot($0)] } },
    "linalg.tensorinv": { s in (try? s.input.tensorinv(ind: s.int("ind") ?? 2)).map { [$0] } },
    "linalg.tensorsolve": { s in
      (try? s.input.tensorsolve(s.tensor("other", 1)!, axes: s.ints("dims"))).map { [$0] }
    },
    "linalg.householder_product": { s in [s.input.householderProduct(s.tensor("tau", 1)!)] },
    "nn.functional.linear": { s in
      [linear(s.input, s.tensor("weight", 1)!, s.tensor("bias", 2))]
    },
  ]

  /// Sums of powers, which do not depend on the order.
  private static func powers(_ z: ComplexTensor) -> [Tensor] {
    [z.sum(axes: [-1]).viewAsReal(), z.square().sum(axes: [-1]).viewAsReal()]
  }

  /// Singular vectors up to their signs; those beyond the singular values are not determined at all.
  private static func singularParts(_ u: Tensor, _ s: Tensor, _ vh: Tensor) -> [Tensor] {
    let size = s.shape.last!
    return [
      u.narrowed(axis: -1, start: 0, length: size).abs(), s,
      vh.narrowed(axis: -2, start: 0, length: size).abs(),
    ]
  }

  private static func recomposed(_ u: Tensor, _ s: Tensor, _ v: Tensor) -> Tensor {
    u.matmul(s.diagEmbed()).matmul(v.mT)
  }

  private static func matrices(
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> Adapter {
    { s in s.tensor("other", 1).map { [body(s.input, $0)] } }
  }
}

extension ReplaySample {
  /// The matrix that PyTorch's tests make of an input that need not be symmetric.
  fileprivate var symmetric: Tensor { input + input.mT }

  fileprivate var uplo: Triangle { text("UPLO") == "U" ? .upper : .lower }

  fileprivate func matrixNormOrder(_ position: Int) -> MatrixNormOrder? {
    switch text("ord", position) {
    case "fro": return .frobenius
    case "nuc": return .nuclear
    default: break
    }
    switch number("ord", position) {
    case 1: return .one
    case -1: return .minusOne
    case 2: return .two
    case -2: return .minusTwo
    case Double.infinity: return .infinity
    case -Double.infinity: return .minusInfinity
    default: return nil
    }
  }

  fileprivate func added(
    _ body: (Tensor, Tensor, Tensor, Double, Double) -> Tensor
  ) -> [Tensor]? {
    guard let a = tensor("a", 1), let b = tensor("b", 2) else { return nil }
    return [body(input, a, b, number("beta") ?? 1, number("alpha") ?? 1)]
  }
}
