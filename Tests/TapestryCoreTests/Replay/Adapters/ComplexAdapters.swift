import TapestryCore

extension Replay {
  /// Operators of complex numbers; those of real ones that have a place in the catalogue by the same name come after.
  static let complex: [String: Adapter] = [
    "complex": parts { ComplexTensor($0, $1) }, "polar": parts { .polar($0, $1) },
    "view_as_complex": { s in
      s.input.dtype.itemSize < 4 ? nil : [ComplexTensor(viewing: s.input).viewAsReal()]
    },
    "view_as_real": real { $0.viewAsReal() }, "imag": real { $0.imag },
    "real": { s in s.complex("input", 0).map { [$0.real] } ?? [s.input.real] },
    "conj": number({ $0.conj() }) { $0.conj() },
    "conj_physical": number({ $0.conj() }) { $0.conj() },
    "resolve_conj": number({ $0.resolveConj() }) { $0.conj() },
    "resolve_neg": number({ $0.resolveNeg() }) { $0.real },
    "cdouble": { s in [ComplexTensor(s.input.double()).viewAsReal()] },
    "cfloat": { s in [ComplexTensor(s.input.float()).viewAsReal()] },
  ]

  /// What the operators of real numbers do with complex ones, where we have that.
  static let complexForms: [String: Adapter] = [
    "abs": real { $0.abs() }, "angle": real { $0.angle() }, "isreal": real { $0.isReal() },
    "sgn": number { $0.sgn() }, "exp": number { $0.exp() }, "log": number { $0.log() },
    "sqrt": number { $0.sqrt() }, "square": number { $0.square() },
    "reciprocal": number { $0.reciprocal() }, "neg": number { -$0 },
    "mul": numbers { $0 * $1 }, "true_divide": numbers { $0 / $1 },
    "__rmul__": numbers { $1 * $0 }, "__radd__": numbers { $1 + $0 },
    "matmul": numbers { $0.matmul($1) }, "mm": numbers { $0.matmul($1) },
    "sum": { s in
      s.complex("input", 0).map {
        [$0.sum(axes: s.chosenAxes, keepDims: s.bool("keepdim", 2) ?? false).viewAsReal()]
      }
    },
    "mean": { s in
      s.complex("input", 0).map {
        [$0.mean(axes: s.chosenAxes, keepDims: s.bool("keepdim", 2) ?? false).viewAsReal()]
      }
    },
    "reshape": { s in
      s.complex("input", 0).map { [$0.reshaped(to: s.shape("shape", 1)).viewAsReal()] }
    },
    "expand": { s in
      s.complex("input", 0).map { [$0.expanded(to: s.shape("size", 1)).viewAsReal()] }
    },
    "permute": { s in
      s.complex("input", 0).map { [$0.permuted(s.ints("dims", 1)!).viewAsReal()] }
    },
    "transpose": { s in
      s.complex("input", 0).map {
        [$0.transposed(s.int("dim0", 1)!, s.int("dim1", 2)!).viewAsReal()]
      }
    },
    "flip": { s in
      s.complex("input", 0).map { [$0.flipped(axes: s.ints("dims", 1)!).viewAsReal()] }
    },
    "unsqueeze": { s in
      s.complex("input", 0).map { [$0.unsqueezed(s.int("dim", 1)!).viewAsReal()] }
    },
    "flatten": { s in
      s.complex("input", 0).map {
        [
          $0.flattened(from: s.int("start_dim", 1) ?? 0, to: s.int("end_dim", 2) ?? -1)
            .viewAsReal()
        ]
      }
    },
    "cat": { s in
      s.complexes("tensors", 0).map {
        [concatenate($0, axis: s.int("dim", 1) ?? 0).viewAsReal()]
      }
    },
    "stack": { s in
      s.complexes("tensors", 0).map { [stack($0, axis: s.int("dim", 1) ?? 0).viewAsReal()] }
    },
  ]

  private static func real(
    _ body: @escaping @Sendable (ComplexTensor) -> Tensor
  ) -> Adapter {
    { s in s.complex("input", 0).map { [body($0)] } }
  }

  private static func number(
    _ body: @escaping @Sendable (ComplexTensor) -> ComplexTensor,
    real: (@Sendable (Tensor) -> Tensor)? = nil
  ) -> Adapter {
    { s in
      if let z = s.complex("input", 0) { return [body(z).viewAsReal()] }
      return real.map { [$0(s.input)] }
    }
  }

  private static func numbers(
    _ body: @escaping @Sendable (ComplexTensor, ComplexTensor) -> ComplexTensor
  ) -> Adapter {
    { s in
      guard let a = s.complex("input", 0), let b = s.complex("other", 1) else { return nil }
      return [body(a, b).viewAsReal()]
    }
  }

  private static func parts(
    _ body: @escaping @Sendable (Tensor, Tensor) -> ComplexTensor
  ) -> Adapter {
    { s in
      // Parts of 16 bits are left out: complex numbers are of float32 and float64 alone.
      guard let a = s.tensor("input", 0), let b = s.operand(1, beside: a) else { return nil }
      return a.dtype.itemSize < 4 ? nil : [body(a, b).viewAsReal()]
    }
  }
}

extension ReplaySample {
  fileprivate var chosenAxes: [Int]? { ints("dim", 1).flatMap { $0.isEmpty ? nil : $0 } }
}
