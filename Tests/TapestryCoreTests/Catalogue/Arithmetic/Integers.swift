import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Functions of whole numbers, and those of numbers and powers of two.
  static let integerArithmetic: [OpCase] = [
    OpCase(
      "gcd", in: "Arithmetic/GreatestCommonDivisor", torch: ["gcd": "x.gcd(y)"],
      OpForm("torch.gcd(a, b)", .integerPairs) { $0.gcd($1) },
      OpForm("torch.gcd(a, torch.tensor(6, dtype=a.dtype))", .eachDType(integers)) { $0.gcd(6) },
      errors: [needsIntegers { $0.gcd($1) }] + doNotBroadcast { $0.gcd($1) }),
    OpCase(
      "lcm", in: "Arithmetic/LeastCommonMultiple", torch: ["lcm": "x.lcm(y)"],
      OpForm("torch.lcm(a, b)", .integerPairs) { $0.lcm($1) },
      OpForm("torch.lcm(a, torch.tensor(6, dtype=a.dtype))", .eachDType(integers)) { $0.lcm(6) },
      errors: [needsIntegers { $0.lcm($1) }] + doNotBroadcast { $0.lcm($1) }),
    OpCase(
      "divided", in: "Arithmetic/DivideRounding",
      torch: ["div": "x.divided(by: y, rounding: .floor)"],
      OpForm(
        "torch.div(a, b, rounding_mode='floor')",
        .binary(-4...4, 0.5...4, dtypes: numbers, isDivision: true).withoutFiniteDifferences
      ) { $0.divided(by: $1, rounding: .floor) },
      OpForm(
        "torch.div(a, b, rounding_mode='trunc')",
        .binary(-4...4, 0.5...4, dtypes: numbers, isDivision: true).withoutFiniteDifferences
      ) { $0.divided(by: $1, rounding: .trunc) },
      OpForm("torch.div(a, 3, rounding_mode='trunc')", .eachDType(numbers)) {
        $0.divided(by: 3, rounding: .trunc)
      },
      OpForm("torch.div(a, -1.5, rounding_mode='floor')", .eachDType(numbers)) {
        $0.divided(by: -1.5, rounding: .floor)
      },
      errors: doNotBroadcast { $0.divided(by: $1, rounding: .floor) }
        + notForBools { $0.divided(by: $0, rounding: .trunc) } + [
          OpError("an integer divided by zero") {
            _ = Tensor.arange(3).divided(by: 0, rounding: .floor)
          }
        ]),
    OpCase(
      "fmod", in: "Arithmetic/FMod", torch: ["fmod": "x.fmod(y)"],
      OpForm("torch.fmod(a, b)", .binary(-4...4, 0.5...4, dtypes: numbers, isDivision: true)) {
        $0.fmod($1)
      },
      OpForm("torch.fmod(a, b)", .binary(-4...4, -4 ... -0.5, dtypes: [])) { $0.fmod($1) },
      OpForm("torch.fmod(a, -3)", .eachDType(numbers.filter { $0 != .uint8 })) { $0.fmod(-3) },
      errors: [
        OpError("an integer divided by zero") { _ = Tensor.arange(3).fmod(Tensor.arange(3)) }
      ] + doNotBroadcast { $0.fmod($1) }),
    OpCase(
      "ldexp", in: "Arithmetic/LoadExponent", torch: ["ldexp": "x.ldexp(y)"],
      OpForm("torch.ldexp(a, b)", .binary(dtypes: unhalvedNumbers).withoutMixedDerivatives) {
        $0.ldexp($1)
      },
      OpForm("torch.ldexp(a, torch.tensor(3))", .eachDType(floats)) { $0.ldexp(3) },
      errors: doNotBroadcast { $0.ldexp($1) }),
    OpCase(
      "heaviside", in: "Arithmetic/Heaviside", torch: ["heaviside": "x.heaviside(y)"],
      OpForm("torch.heaviside(a, b)", .alike) { $0.heaviside($1) },
      OpForm("torch.heaviside(a, torch.tensor(3, dtype=a.dtype))", .eachDType(numbers)) {
        $0.heaviside(3)
      },
      errors: doNotBroadcast { $0.heaviside($1) }),
  ]

  static let integers = DType.allCases.filter(\.isInteger)

  private static func needsIntegers(
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> OpError {
    OpError("needs integers, not float32 and int64") { _ = body(Tensor([1.5]), .arange(1)) }
  }
}

extension SampleSet {
  /// Pairs of every two integer dtypes, of shapes that broadcast, and the largest numbers.
  static let integerPairs = SampleSet(
    Catalogue.integers.flatMap { first in
      Catalogue.integers.map { second in
        Sample(
          .integers([2, 3], in: (first == .uint8 ? 0 : -50)...50, seed: 3, dtype: first),
          .integers([3], in: (second == .uint8 ? 0 : -50)...50, seed: 4, dtype: second))
      }
    }
      + [
        Sample(.integers([], in: -9...9, seed: 5), .integers([2, 2], in: -9...9, seed: 6)),
        Sample(.integers([2, 1], in: -9...9, seed: 7), .integers([1, 3], in: -9...9, seed: 8)),
        Sample(.integers([0]), .integers([1])), Sample(.integers([2, 0]), .integers([0])),
        Sample(.integers([3, 1, 2], seed: 9), .integers([2, 1], seed: 10)),
        Sample(.integers([]), .integers([])), Sample(.integers([3]), .integers([], seed: 2)),
        Sample(.integers([1]), .integers([4], seed: 2)),
        Sample(.wholes([0, 0, 12, -12, 7, 1 << 40]), .wholes([0, 5, 18, 18, -21, 1 << 20])),
        Sample(
          .wholes([.max, .max, 6, -1]), .wholes([.max, 6, .max, .max])),
        Sample(.integers([2, 2, 2]), .integers([2, 2, 2], seed: 2)),
        Sample(.integers([1, 2, 1, 2]), .integers([2, 1, 1], seed: 2)),
      ], large: Sample(.integers([257, 1031], in: -99...99), .integers([1031], in: -99...99)))

  /// Pairs of one dtype, every one: of shapes that broadcast, and of special values.
  static let alike = SampleSet(
    DType.allCases.flatMap { dtype in
      [[3], [], [0]].map {
        Sample(
          .small($0, dtype: dtype, seed: 83), .small($0, dtype: dtype, seed: 84),
          derivatives: .stored)
      }
    } + SampleSet.binary(dtypes: []).samples,
    large: Sample(.reals([257, 1031], seed: 41), .reals([1031], seed: 42)))
}

extension SampleSet {
  /// PyTorch's derivative of ldexp takes integer powers of two, which are 0 where they are negative.
  fileprivate var withoutMixedDerivatives: SampleSet {
    SampleSet(
      samples.map { sample in
        let isMixed = sample.inputs.contains { !$0.dtype.isFloatingPoint }
        return Sample(sample.inputs, derivatives: isMixed ? .unknown : sample.derivatives)
      }, large: large, areBroadcast: areBroadcast)
  }
}
