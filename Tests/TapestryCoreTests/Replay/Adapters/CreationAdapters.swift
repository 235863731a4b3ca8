import TapestryCore

extension Replay {
  static let creation: [String: Adapter] = [
    "arange": { s in
      let isWhole = !["start", "end", "step"].enumerated().contains { position, name in
        s.has(name, position) && s.int(name, position) == nil
      }
      let dtype = s.dtype("dtype") ?? (isWhole ? .int64 : .float32)
      // With one number, it is the end.
      let hasStart = s.has("end", 1)
      let (from, to) = (hasStart ? s.number("start", 0)! : 0, s.number("end", hasStart ? 1 : 0)!)
      let step = s.number("step", 2) ?? 1
      // We refuse numbers that the dtype lacks, which PyTorch lets wrap.
      if dtype == .uint8 && (from < 0 || to < 0) { return nil }
      if dtype.isInteger { return [.arange(Int(from), Int(to), step: Int(step), dtype: dtype)] }
      return [.arange(from, to, step: step, dtype: dtype)]
    },
    "linspace": between(
      { .linspace($0, $1, count: $2, dtype: $4) }, { .linspace($0, $1, count: $2, dtype: $4) }),
    "logspace": between(
      { .logspace($0, $1, count: $2, base: $3, dtype: $4) },
      { .logspace($0, $1, count: $2, base: $3, dtype: $4) }),
    "eye": { s in [.eye(s.int("n", 0)!, s.int("m", 1), dtype: s.dtype("dtype")!)] },
    "full": { s in
      s.element("fill_value", 1).map {
        [filled(Shape(s.ints("size", 0)!), $0, s.dtype("dtype"))]
      }
    },
    "full_like": { s in
      s.element("fill_value", 1).map { [filled(s.input.shape, $0, s.dtypeLike)] }
    },
    "new_full": { s in
      s.element("fill_value", 2).map {
        [s.input.newFull(Shape(s.ints("size", 1)!), $0, dtype: s.dtype("dtype"))]
      }
    },
    "zeros": { s in [.zeros(Shape(s.ints("size", 0)!), dtype: s.dtype("dtype")!)] },
    "ones": { s in [.ones(Shape(s.ints("size", 0)!), dtype: s.dtype("dtype")!)] },
    "zeros_like": { s in [.zeros(s.input.shape, dtype: s.dtypeLike)] },
    "ones_like": { s in [.ones(s.input.shape, dtype: s.dtypeLike)] },
    "new_zeros": { s in
      [s.input.newZeros(Shape(s.ints("size", 1)!), dtype: s.dtype("dtype"))]
    },
    "new_ones": { s in
      [s.input.newOnes(Shape(s.ints("size", 1)!), dtype: s.dtype("dtype"))]
    },
    "scalar_tensor": { s in
      s.element("s", 0).map { [scalar($0, s.dtype("dtype")!)] }
    },
    "tril_indices": { s in
      [
        .trilIndices(
          s.int("row", 0)!, s.int("col", 1)!, offset: s.int("offset", 2) ?? 0,
          dtype: s.dtype("dtype")!)
      ]
    },
    "triu_indices": { s in
      [
        .triuIndices(
          s.int("row", 0)!, s.int("col", 1)!, offset: s.int("offset", 2) ?? 0,
          dtype: s.dtype("dtype")!)
      ]
    },
    "meshgrid": { s in
      meshgrid(s.operands, indexing: s.text("indexing") == "xy" ? .xy : .ij)
    },
    "cartesian_prod": { s in [cartesianProd(s.operands)] },
    "block_diag": { s in [blockDiag(s.operands)] },
    "combinations": { s in
      [
        s.input.combinations(
          count: s.int("r") ?? 2, withReplacement: s.bool("with_replacement") ?? false)
      ]
    },
    "linalg.vander": { s in [s.input.atleast1d().vander(columns: s.int("N"), isIncreasing: true)] },
    "broadcast_tensors": { s in broadcastTensors(s.operands) },
    "broadcast_shapes": { s in
      let shapes = (0..<s.count).map { Shape(s.ints("shape", $0)!) }
      return broadcastShapes(shapes).map { scalar($0, .int64) }
    },
    "clone": unary { $0.clone() }, "contiguous": unary { $0.contiguous() },
    "alias_copy": unary { $0.clone() },
    "double": unary { $0.double() }, "float": unary { $0.float() }, "half": unary { $0.half() },
    "bfloat16": unary { $0.bfloat16() }, "long": unary { $0.long() }, "int": unary { $0.int() },
    "short": unary { $0.short() }, "char": unary { $0.char() }, "byte": unary { $0.byte() },
    "bool": unary { $0.bool() },
    "item": { s in [Tensor(scalar: s.input.item(), dtype: s.pythonType)] },
    "equal": { s in [scalar(s.input.isEqual(to: s.tensor("other", 1)!), .bool)] },
    "allclose": { s in
      let isClose = s.input.allClose(
        to: s.tensor("other", 1)!, rtol: s.number("rtol") ?? 1e-5, atol: s.number("atol") ?? 1e-8,
        equalNaN: s.bool("equal_nan") ?? false)
      return [scalar(isClose, .bool)]
    },
  ]

  private static func scalar(_ value: some TensorElement, _ dtype: DType) -> Tensor {
    Tensor(scalar: value, dtype: dtype)
  }

  private static func filled(
    _ shape: Shape, _ value: some TensorElement, _ dtype: DType?
  ) -> Tensor {
    .full(shape, value, dtype: dtype)
  }

  private typealias Numbers = @Sendable (Double, Double, Int, Double, DType) -> Tensor
  private typealias Ends = @Sendable (Tensor, Tensor, Int, Double, DType) -> Tensor

  private static func between(
    _ numbers: @escaping Numbers, _ tensors: @escaping Ends
  ) -> Adapter {
    { s in
      // A fraction of a number of steps is none in Swift's types.
      guard let count = s.int("steps", 2) else { return nil }
      let base = s.number("base", 3) ?? 10
      let dtype = s.dtype("dtype") ?? .float32
      let (start, end) = (s.tensor("start", 0), s.tensor("end", 1))
      if start == nil && end == nil {
        return [numbers(s.number("start", 0)!, s.number("end", 1)!, count, base, dtype)]
      }
      let from = start ?? Tensor(scalar: s.number("start", 0)!, dtype: end!.dtype)
      let to = end ?? Tensor(scalar: s.number("end", 1)!, dtype: start!.dtype)
      return [tensors(from, to, count, base, dtype)]
    }
  }
}

extension ReplaySample {
  /// All tensors of the call, which PyTorch takes one by one or as a list.
  var operands: [Tensor] {
    tensors("tensors", 0) ?? (0..<count).map { tensor("tensor", $0)! }
  }

  fileprivate var dtypeLike: DType { dtype("dtype") ?? input.dtype }

  /// What a number of Python becomes as a tensor.
  fileprivate var pythonType: DType {
    input.dtype.isFloatingPoint ? .float32 : input.dtype == .bool ? .bool : .int64
  }
}
