import TapestryCore

extension Replay {
  /// Operators whose results are drawn at random or not set at all.
  static let drawn: [String: Adapter] = [
    "bernoulli": unary { $0.bernoulli() },
    "multinomial": { s in
      [
        s.input.multinomial(
          count: s.int("num_samples", 1)!, withReplacement: s.bool("replacement", 2) ?? false)
      ]
    },
    "cauchy": filled { s, x in
      x.fillCauchy(median: s.number("median", 1) ?? 0, scale: s.number("sigma", 2) ?? 1)
    },
    "exponential": filled { s, x in x.fillExponential(rate: s.number("lambd", 1) ?? 1) },
    "geometric": filled { s, x in x.fillGeometric(probability: s.number("p", 1)!) },
    "log_normal": filled { s, x in
      x.fillLogNormal(mean: s.number("mean", 1) ?? 1, std: s.number("std", 2) ?? 2)
    },
    "uniform": { s in
      let (low, high) = (s.number("from", 1) ?? 0, s.number("to", 2) ?? 1)
      // No range of Swift has its ends the wrong way round.
      guard low <= high else { return nil }
      let x = s.input.detach().clone()
      x.fillUniform(in: low..<high)
      return [x]
    },
    "normal": { s in
      let (mean, std) = (s.tensor("mean", 0), s.tensor("std", 1))
      switch (mean, std) {
      case (let mean?, let std?): return [.normal(mean: mean, std: std)]
      case (let mean?, nil):
        // One variant of the catalogue fills its input, with a mean and a deviation.
        if s.count == 3 {
          let x = mean.detach().clone()
          x.fillNormal(mean: s.number("mean", 1)!, std: s.number("std", 2)!)
          return [x]
        }
        return [.normal(mean: mean, std: s.number("std", 1) ?? 1)]
      case (nil, let std?): return [.normal(mean: s.number("mean", 0)!, std: std)]
      case (nil, nil):
        return [
          .normal(
            Shape(s.ints("size", 2)!), mean: s.number("mean", 0)!, std: s.number("std", 1)!,
            dtype: s.dtype("dtype") ?? .float32)
        ]
      }
    },
    "randn": { s in [.randn(Shape(s.ints("size", 0)!), dtype: s.dtype("dtype") ?? .float32)] },
    "randint": { s in
      let hasLow = s.int("high", 1) != nil
      let range = hasLow ? s.int("low", 0)!..<s.int("high", 1)! : 0..<s.int("high", 0)!
      return [
        .randint(range, Shape(s.ints("size", hasLow ? 2 : 1)!), dtype: s.dtype("dtype") ?? .int64)
      ]
    },
    "rand_like": like { .rand(like: $0) }, "randn_like": like { .randn(like: $0) },
    "empty_like": like { .empty(like: $0) },
    "randint_like": { s in
      let range = s.has("high", 2) ? s.int("low", 1)!..<s.int("high", 2)! : 0..<s.int("high", 1)!
      return [.randint(like: s.input.detach().cast(to: s.wanted), range)]
    },
    "empty": { s in [.empty(Shape(s.ints("size", 0)!), dtype: s.wanted)] },
    "empty_strided": { s in
      [
        .emptyStrided(
          Shape(s.ints("size", 0)!), strides: Strides(s.ints("stride", 1)!), dtype: s.wanted)
      ]
    },
    "empty_permuted": { s in
      [
        .emptyPermuted(
          Shape(s.ints("size", 0)!), order: s.ints("physical_layout", 1)!, dtype: s.wanted)
      ]
    },
    "new_empty": { s in
      [s.input.newEmpty(Shape(s.ints("size", 1)!), dtype: s.dtype("dtype"))]
    },
    "new_empty_strided": { s in
      [
        s.input.newEmptyStrided(
          Shape(s.ints("size", 1)!), strides: Strides(s.ints("stride", 2)!),
          dtype: s.dtype("dtype"))
      ]
    },
  ]

  private static func filled(
    _ fill: @escaping @Sendable (ReplaySample, Tensor) -> Void
  ) -> Adapter {
    { s in
      let x = s.input.detach().clone()
      fill(s, x)
      return [x]
    }
  }

  private static func like(_ body: @escaping @Sendable (Tensor) -> Tensor) -> Adapter {
    { s in [body(s.input.detach().cast(to: s.wanted))] }
  }
}

extension ReplaySample {
  /// The dtype that the call names, or else the input's.
  fileprivate var wanted: DType { dtype("dtype") ?? tensor("input", 0)?.dtype ?? .float32 }
}
