import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Functions of two numbers with fractions.
  static let floatingArithmetic: [OpCase] = [
    OpCase(
      "copysign", in: "Arithmetic/CopySign", torch: ["copysign": "x.copysign(y)"],
      OpForm("torch.copysign(a, b)", .binary()) { $0.copysign($1) },
      OpForm("torch.copysign(a, -2)", .eachDType()) { $0.copysign(-2) },
      errors: doNotBroadcast { $0.copysign($1) }),
    OpCase(
      "hypot", in: "Arithmetic/Hypotenuse", torch: ["hypot": "x.hypot(y)"],
      OpForm("torch.hypot(a, b)", .binary(dtypes: floats)) { $0.hypot($1) },
      OpForm("torch.hypot(a, torch.tensor(2.5, dtype=a.dtype))", .eachDType(floats)) {
        $0.hypot(2.5)
      },
      errors: doNotBroadcast { $0.hypot($1) }),
    OpCase(
      "logaddexp", in: "Arithmetic/LogAddExp", torch: ["logaddexp": "x.logaddexp(y)"],
      OpForm("torch.logaddexp(a, b)", .binary(dtypes: floats)) { $0.logaddexp($1) },
      OpForm("torch.logaddexp(a, torch.tensor(2.5, dtype=a.dtype))", .eachDType(floats)) {
        $0.logaddexp(2.5)
      },
      errors: doNotBroadcast { $0.logaddexp($1) }),
    OpCase(
      "logaddexp2", in: "Arithmetic/LogAddExp2", torch: ["logaddexp2": "x.logaddexp2(y)"],
      OpForm("torch.logaddexp2(a, b)", .binary(dtypes: floats)) { $0.logaddexp2($1) },
      OpForm("torch.logaddexp2(a, torch.tensor(2.5, dtype=a.dtype))", .eachDType(floats)) {
        $0.logaddexp2(2.5)
      },
      errors: doNotBroadcast { $0.logaddexp2($1) }),
    OpCase(
      "nextafter", in: "Arithmetic/NextAfter", torch: ["nextafter": "x.nextafter(y)"],
      OpForm("torch.nextafter(a, b)", .binary(dtypes: [])) { $0.nextafter($1) },
      OpForm(
        "torch.nextafter(a, torch.tensor(2.5, dtype=a.dtype))",
        .eachDType([.float32, .float64, .float16, .bfloat16])
      ) {
        $0.nextafter(2.5)
      },
      errors: doNotBroadcast { $0.nextafter($1) }),
    OpCase(
      "fmax", in: "Arithmetic/FMax", torch: ["fmax": "x.fmax(y)"],
      OpForm("torch.fmax(a, b)", .binary()) { $0.fmax($1) },
      OpForm("torch.fmax(a, torch.tensor(2, dtype=a.dtype))", .eachDType(numbers)) { $0.fmax(2) },
      errors: doNotBroadcast { $0.fmax($1) }),
    OpCase(
      "fmin", in: "Arithmetic/FMin", torch: ["fmin": "x.fmin(y)"],
      OpForm("torch.fmin(a, b)", .binary()) { $0.fmin($1) },
      OpForm("torch.fmin(a, torch.tensor(2, dtype=a.dtype))", .eachDType(numbers)) { $0.fmin(2) },
      errors: doNotBroadcast { $0.fmin($1) }),
    OpCase(
      "floatPower", in: "Arithmetic/FloatPower", torch: ["float_power": "x.floatPower(y)"],
      OpForm("torch.float_power(a, b)", .binary(0.25...4, -3...3, isDivision: true)) {
        $0.floatPower($1)
      },
      OpForm("torch.float_power(a, 2)", .eachDType()) { $0.floatPower(2) },
      errors: doNotBroadcast { $0.floatPower($1) }),
    OpCase(
      "positive", in: "Arithmetic/Positive", torch: ["positive": "+x"],
      OpForm("torch.positive(a)", .unary(dtypes: numbers)) { +$0 },
      OpForm("torch.positive(a)", .eachDType(numbers)) { $0.positive() },
      errors: notForBools { $0.positive() }),
    OpCase(
      "nanToNum", in: "Arithmetic/NanToNum", torch: ["nan_to_num": "x.nanToNum()"],
      OpForm("torch.nan_to_num(a)", .unary()) { $0.nanToNum() },
      OpForm("torch.nan_to_num(a, 1.5, 2.5, -3.5)", .unary()) {
        $0.nanToNum(nan: 1.5, positiveInfinity: 2.5, negativeInfinity: -3.5)
      }),
  ]

  /// Functions of three operands.
  static let ternary: [OpCase] = [
    OpCase(
      "addcmul", in: "Arithmetic/AddCMul", torch: ["addcmul": "x.addcmul(y, z, value: 2)"],
      OpForm("torch.addcmul(a, b, c)", .triples(dtypes: numbers)) { $0.addcmul($1, $2) },
      OpForm("torch.addcmul(a, b, c, value=-2)", .triples(dtypes: [.float32, .int64])) {
        $0.addcmul($1, $2, value: -2)
      },
      OpForm("torch.addcmul(a, b, c, value=0.5)", .triples(dtypes: [])) {
        $0.addcmul($1, $2, value: 0.5)
      },
      OpForm("torch.addcmul(a, b, c, value=-2.5)", .triples(dtypes: [.int64, .int32])) {
        $0.addcmul($1, $2, value: -2.5)
      },
      errors: [
        OpError("not defined for bool") {
          let x = Tensor([true])
          _ = x.addcmul(x, x)
        },
        OpError("do not broadcast") {
          _ = Tensor.zeros([2, 3]).addcmul(Tensor.zeros([4]), Tensor.zeros([1]))
        },
      ]),
    OpCase(
      "addcdiv", in: "Arithmetic/AddCDiv", torch: ["addcdiv": "x.addcdiv(y, z, value: 2)"],
      OpForm("torch.addcdiv(a, b, c)", .triples(third: 0.5...4, dtypes: floats)) {
        $0.addcdiv($1, $2)
      },
      OpForm("torch.addcdiv(a, b, c, value=-2)", .triples(third: -4 ... -0.5, dtypes: [])) {
        $0.addcdiv($1, $2, value: -2)
      },
      errors: [
        OpError("int64 divided by int64; cast(to: .float32) first") {
          _ = Tensor.arange(3).addcdiv(.arange(3), .arange(3))
        },
        OpError("do not broadcast") {
          _ = Tensor.zeros([2, 3]).addcdiv(Tensor.zeros([4]), Tensor.zeros([1]))
        },
      ]),
    OpCase(
      "lerp", in: "Arithmetic/Lerp", torch: ["lerp": "x.lerp(y, weight: 0.5)"],
      OpForm("torch.lerp(a, b, c)", .triples(third: 0...0.48, dtypes: floats)) {
        $0.lerp($1, weight: $2)
      },
      OpForm("torch.lerp(a, b, c)", .triples(third: 0.52...2, dtypes: [])) {
        $0.lerp($1, weight: $2)
      },
      OpForm("torch.lerp(a, b, 0.25)", .binary(dtypes: [])) { $0.lerp($1, weight: 0.25) },
      OpForm("torch.lerp(a, b, 0.75)", .binary(dtypes: [])) { $0.lerp($1, weight: 0.75) },
      errors: [
        OpError("needs floating-point dtypes, not int64 to int64 by float32") {
          _ = Tensor.arange(3).lerp(.arange(3), weight: 0.5)
        },
        OpError("shapes [2, 3], [3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).lerp(.zeros([3]), weight: .zeros([4]))
        },
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).lerp(.zeros([4]), weight: .zeros([3]))
        },
      ]),
  ]
}

extension SampleSet {
  /// For functions of three operands: shapes that broadcast, and one dtype at a time.
  fileprivate static func triples(
    third: ClosedRange<Double> = -4...4, dtypes: [DType]
  ) -> SampleSet {
    let shapes: [([Int], [Int], [Int])] = [
      ([], [], []), ([3], [3], [3]), ([3], [], [1]), ([], [2, 2], [2]), ([2, 3], [3], [2, 1]),
      ([2, 1], [1, 3], []), ([1], [2], [2, 1]), ([3, 1, 2], [2, 1], [3, 1, 1]),
      ([2, 2, 2], [2, 2, 2], [2, 2, 2]), ([0], [1], [1]), ([2, 0], [1, 1], [2, 1]), ([], [0], []),
      ([1, 2, 1, 2], [2, 1, 1], [2]), ([4], [4], []), ([2, 3], [2, 3], [2, 3]),
    ]
    let broadcasts = shapes.enumerated().map { seed, shapes in
      Sample(
        .reals(shapes.0, in: -4...4, seed: seed + 1), .reals(shapes.1, in: -4...4, seed: seed + 51),
        .reals(shapes.2, in: third, seed: seed + 101))
    }
    let values: [Double] = [0, -0.0, .infinity, -.infinity, .nan, 1, -2.5]
    let count = values.count
    let specials = Sample(
      .values(values, shape: [count, 1, 1]), .values(values, shape: [count, 1]),
      .values([2, -0.75]),
      derivatives: .unknown)
    let others = dtypes.filter { $0 != .float64 }.flatMap { dtype in
      [[3], [2, 0], []].map { shape in
        Sample(
          .small(shape, dtype: dtype, seed: 31), .small(shape, dtype: dtype, seed: 32),
          dtype.isFloatingPoint
            ? .reals(shape, in: third, seed: 33, dtype: dtype)
            : .small(shape, dtype: dtype, seed: 33))
      }
    }
    return SampleSet(
      broadcasts + [specials] + others,
      large: Sample(
        .reals([257, 1031], seed: 41), .reals([1031], seed: 42),
        .reals([257, 1], in: third, seed: 43)),
      areBroadcast: true)
  }
}
