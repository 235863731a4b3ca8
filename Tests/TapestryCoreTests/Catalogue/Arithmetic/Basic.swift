import TapestryCore
import TapestryTesting

extension Catalogue {
  static let arithmetic: [OpCase] = [
    OpCase(
      "add", in: "Arithmetic/Add", torch: ["add": "x + y", "__radd__": "2 + x"],
      OpForm("a + b", .binary()) { $0 + $1 },
      OpForm("a + 2", .eachDType()) { $0 + 2 }, OpForm("2.5 + a", .eachDType()) { 2.5 + $0 },
      OpForm("a + True", .eachDType()) { $0 + true },
      errors: doNotBroadcast(namesCaller: false) { $0 + $1 } + [inPlaceDoesNotStretch { $0 += $1 }],
      inPlace: { $0 += $1 }),
    OpCase(
      "add into", in: "Arithmetic/AddInto",
      OpForm("(a + b).detach()", SampleSet.binary().withoutFiniteDifferences) { a, b in
        let result = Tensor.full(like: a + b, 1)
        noGrad { add(a, b, into: result) }
        return result
      },
      errors: [
        OpError("the result is float32 [2, 3], not float32 [3]") {
          add(.zeros([2, 3]), .zeros([3]), into: .zeros([3]))
        },
        OpError("the result is float64 [3], not float32 [3]") {
          add(.zeros([3], dtype: .float64), .zeros([3]), into: .zeros([3]))
        },
        OpError("a tensor that is written over has no derivative; use noGrad { … }") {
          add(Tensor([1, 2]).requiringGrad(), Tensor([1, 2]), into: .zeros([2]))
        },
      ]),
    OpCase(
      "subtract", in: "Arithmetic/Subtract",
      torch: ["sub": "x - y", "rsub": "2 - x", "__rsub__": "2 - x"],
      OpForm("a - b", .binary(dtypes: numbers)) { $0 - $1 },
      OpForm("a - 2", .eachDType(numbers)) { $0 - 2 },
      OpForm("2.5 - a", .eachDType(numbers)) { 2.5 - $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 - $1 } + [
        inPlaceDoesNotStretch { $0 -= $1 },
        OpError("not defined for bool and bool", namesCaller: false) {
          _ = Tensor([true]) - Tensor([false, true])
        },
      ],
      inPlace: { $0 -= $1 }),
    OpCase(
      "multiply", in: "Arithmetic/Multiply", torch: ["mul": "x * y", "__rmul__": "2 * x"],
      OpForm("a * b", .binary()) { $0 * $1 },
      OpForm("a * 2", .eachDType()) { $0 * 2 }, OpForm("2.5 * a", .eachDType()) { 2.5 * $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 * $1 } + [inPlaceDoesNotStretch { $0 *= $1 }],
      inPlace: { $0 *= $1 }),
    OpCase(
      "divide", in: "Arithmetic/Divide", torch: ["true_divide": "x / y", "__rdiv__": "2 / x"],
      OpForm("a / b", .binary(-4...4, 0.5...4)) { $0 / $1 },
      OpForm("a / 2", .eachDType()) { $0 / 2 }, OpForm("2.5 / a", .eachDType()) { 2.5 / $0 },
      errors: doNotBroadcast(namesCaller: false) { $0 / $1 } + [inPlaceDoesNotStretch { $0 /= $1 }],
      inPlace: { $0 /= $1 }),
    OpCase(
      "floorDivided", in: "Arithmetic/FloorDivide",
      torch: ["floor_divide": "x.floorDivided(by: y)"],
      OpForm(
        "torch.floor_divide(a, b)", .binary(-4...4, 0.5...4, dtypes: numbers, isDivision: true)
      ) {
        $0.floorDivided(by: $1)
      },
      OpForm("torch.floor_divide(a, 2)", .eachDType(numbers)) { $0.floorDivided(by: 2) },
      OpForm("torch.floor_divide(a, -1.5)", .eachDType(numbers)) { $0.floorDivided(by: -1.5) },
      errors: [
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).floorDivided(by: Tensor.zeros([4]))
        },
        OpError("an integer divided by zero") { _ = Tensor.arange(3).floorDivided(by: 0) },
      ]),
    OpCase(
      "remainder", in: "Arithmetic/Remainder", torch: ["remainder": "x % y", "__rmod__": "5 % x"],
      OpForm("torch.remainder(a, b)", .binary(-4...4, 0.5...4, dtypes: numbers, isDivision: true)) {
        $0.remainder(dividingBy: $1)
      },
      OpForm("a % b", .binary(-4...4, -4 ... -0.5, dtypes: numbers, isDivision: true)) { $0 % $1 },
      OpForm("a % 2", .eachDType(numbers)) { $0 % 2 },
      OpForm("7 % (a.abs() + 1)", .eachDType(numbers.filter { $0 != .float64 })) {
        7 % ($0.abs() + 1)
      },
      errors: [
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).remainder(dividingBy: Tensor.zeros([4]))
        },
        OpError("an integer divided by zero") {
          _ = Tensor.arange(3).remainder(dividingBy: Tensor.arange(3))
        },
      ]),
    OpCase(
      "pow", in: "Arithmetic/Power", torch: ["pow": "x.pow(y)", "__rpow__": "Tensor.pow(2, x)"],
      OpForm("torch.pow(a, b)", .binary(0.25...4, -3...3, dtypes: numbers, isDivision: true)) {
        $0.pow($1)
      },
      OpForm("torch.pow(a, 2)", .eachDType()) { $0.pow(2) },
      OpForm("torch.pow(a, 0.5)", .eachDType()) { $0.pow(0.5) },
      OpForm("torch.pow(2, a.abs())", .eachDType(numbers)) { Tensor.pow(2, $0.abs()) },
      OpForm("2.5 ** a", .eachDType(numbers)) { Tensor.pow(2.5, $0) },
      OpForm("torch.pow(a, 3)", .unary(dtypes: [])) { $0.pow(3) },
      OpForm("torch.pow(a, -2.0)", .unary(0.25...4, dtypes: [])) { $0.pow(-2.0) },
      errors: [
        OpError("shapes [2, 3] and [4] do not broadcast") {
          _ = Tensor.zeros([2, 3]).pow(Tensor.zeros([4]))
        },
        OpError("integers to the power -1 are no integers") { _ = Tensor.arange(3).pow(-1) },
      ]),
    OpCase(
      "maximum", in: "Arithmetic/Maximum", torch: ["maximum": "x.maximum(y)"],
      OpForm("torch.maximum(a, b)", .binary()) { $0.maximum($1) },
      errors: doNotBroadcast { $0.maximum($1) }),
    OpCase(
      "minimum", in: "Arithmetic/Minimum", torch: ["minimum": "x.minimum(y)"],
      OpForm("torch.minimum(a, b)", .binary()) { $0.minimum($1) },
      errors: doNotBroadcast { $0.minimum($1) }),
    OpCase(
      "atan2", in: "Arithmetic/ArcTangent2", torch: ["atan2": "x.atan2(y)"],
      OpForm("torch.atan2(a, b)", .binary(-4...4, 0.5...4)) { $0.atan2($1) },
      errors: doNotBroadcast { $0.atan2($1) }),
    OpCase(
      "clamped", in: "Arithmetic/Clamp",
      torch: [
        "clamp": "x.clamped(min: 0, max: y)", "clamp_min": "x.clamped(min: y)",
        "clamp_max": "x.clamped(max: y)",
      ],
      OpForm("torch.clamp(a, -1, 2)", .unary(dtypes: signed)) { $0.clamped(min: -1, max: 2) },
      OpForm("torch.clamp(a, min=0.5)", .unary(dtypes: numbers)) { $0.clamped(min: 0.5) },
      OpForm("torch.clamp(a, max=1)", .unary(dtypes: numbers)) { $0.clamped(max: 1) },
      OpForm("torch.clamp(a, 2, -1)", .eachDType(signed)) { $0.clamped(min: 2, max: -1) },
      OpForm("torch.clamp(a, b, b + 1)", .binary(dtypes: floats)) {
        $0.clamped(min: $1, max: $1 + 1)
      },
      OpForm("torch.clamp(a, b, b - 1)", .binary(dtypes: floats)) {
        $0.clamped(min: $1, max: $1 - 1)
      },
      OpForm("torch.clamp(a, min=b)", .binary(dtypes: numbers)) { $0.clamped(min: $1) },
      OpForm("torch.clamp(a, max=b)", .binary(dtypes: numbers)) { $0.clamped(max: $1) },
      OpForm("torch.clamp(a, b, 2 * b)", .integerPairs) { $0.clamped(min: $1, max: $1 * 2) },
      errors: [
        OpError("300 does not fit in uint8") {
          _ = Tensor([1], dtype: .uint8).clamped(min: 0, max: 300)
        },
        OpError("a bound of shape [4] does not broadcast with [2, 3]") {
          _ = Tensor.zeros([2, 3]).clamped(min: .zeros([4]))
        },
        OpError("not defined for bool") { _ = Tensor([true]).clamped(max: Tensor([true])) },
        OpError("neither min nor max is given") { _ = Tensor([1]).clamped(min: nil as Int?) },
      ]),
    OpCase(
      "abs", in: "Arithmetic/Absolute", torch: ["abs": "x.abs()"],
      OpForm("torch.abs(a)", .unary(dtypes: numbers)) { $0.abs() },
      errors: notForBools { $0.abs() }),
    OpCase(
      "negated", in: "Arithmetic/Negate", torch: ["neg": "-x"],
      OpForm("-a", .unary(dtypes: numbers)) { -$0 },
      OpForm("torch.neg(a)", .eachDType(numbers)) { $0.negated() },
      errors: notForBools { $0.negated() }),
    OpCase(
      "reciprocal", in: "Arithmetic/Reciprocal", torch: ["reciprocal": "x.reciprocal()"],
      OpForm("torch.reciprocal(a)", .unary(0.25...4)) { $0.reciprocal() }),
    OpCase(
      "square", in: "Arithmetic/Square", torch: ["square": "x.square()"],
      OpForm("torch.square(a)", .unary()) { $0.square() }),
  ]

  private static let signed = numbers.filter { $0 != .uint8 }

  /// An operand that does not stretch to what it would change.
  private static func inPlaceDoesNotStretch(
    _ body: @escaping @Sendable (Tensor, Tensor) -> Void
  ) -> OpError {
    OpError("[2, 3] does not stretch to the [3] that is changed", namesCaller: false) {
      body(.zeros([3]), .zeros([2, 3]))
    }
  }
}
