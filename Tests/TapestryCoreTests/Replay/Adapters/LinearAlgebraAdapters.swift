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
      s.int("dim", 2).map { [s.input.cross(s.tensor("other", 1)!, axis: $0)] }
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
      (try? s.input.eigvalsh(uplo: s.text("UPLO") == "U" ? .upper : .lower)).map { [$0] }
    },
    "linalg.svdvals": { s in (try? s.input.svdvals()).map { [$0] } },
    "linalg.pinv": { s in
      if s.has("rcond") || s.tensors.count > 1 { return nil }
      return
        (try? s.input.pinv(
          atol: s.number("atol"), rtol: s.number("rtol", 1),
          hermitian: s.bool("hermitian") ?? false)).map { [$0] }
    },
    "linalg.matrix_power": { s in (try? s.input.matrixPower(s.int("n", 1)!)).map { [$0] } },
    "matrix_exp": unary { $0.matrixExp() }, "linalg.matrix_exp": unary { $0.matrixExp() },
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

  private static func matrices(
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> Adapter {
    { s in s.tensor("other", 1).map { [body(s.input, $0)] } }
  }
}

extension ReplaySample {
  fileprivate func added(
    _ body: (Tensor, Tensor, Tensor, Double, Double) -> Tensor
  ) -> [Tensor]? {
    guard let a = tensor("a", 1), let b = tensor("b", 2) else { return nil }
    return [body(input, a, b, number("beta") ?? 1, number("alpha") ?? 1)]
  }
}
