import TapestryCore
import TapestryTesting

extension Catalogue {
  static let bitwise: [OpCase] = [
    OpCase(
      "bitwiseAnd", in: "Bitwise/BitwiseAnd", torch: ["bitwise_and": "x & y", "__rand__": "3 & x"],
      OpForm("a & b", .bits) { $0 & $1 }, OpForm("a & 6", .eachDType(wholes)) { $0 & 6 },
      OpForm("6 & a", .eachDType(wholes)) { 6 & $0 },
      OpForm("torch.bitwise_and(a, b)", .integerPairs) { $0.bitwiseAnd($1) },
      OpForm("torch.bitwise_and(a, 5)", .eachDType(wholes)) { $0.bitwiseAnd(5) },
      errors: notForFractions { $0.bitwiseAnd($1) }, inPlace: { $0 &= $1 }),
    OpCase(
      "bitwiseOr", in: "Bitwise/BitwiseOr", torch: ["bitwise_or": "x | y", "__ror__": "3 | x"],
      OpForm("a | b", .bits) { $0 | $1 }, OpForm("a | 6", .eachDType(wholes)) { $0 | 6 },
      OpForm("6 | a", .eachDType(wholes)) { 6 | $0 },
      OpForm("torch.bitwise_or(a, b)", .integerPairs) { $0.bitwiseOr($1) },
      OpForm("torch.bitwise_or(a, 5)", .eachDType(wholes)) { $0.bitwiseOr(5) },
      errors: notForFractions { $0.bitwiseOr($1) }, inPlace: { $0 |= $1 }),
    OpCase(
      "bitwiseXor", in: "Bitwise/BitwiseXor", torch: ["bitwise_xor": "x ^ y", "__rxor__": "3 ^ x"],
      OpForm("a ^ b", .bits) { $0 ^ $1 }, OpForm("a ^ 6", .eachDType(wholes)) { $0 ^ 6 },
      OpForm("6 ^ a", .eachDType(wholes)) { 6 ^ $0 },
      OpForm("torch.bitwise_xor(a, b)", .integerPairs) { $0.bitwiseXor($1) },
      OpForm("torch.bitwise_xor(a, 5)", .eachDType(wholes)) { $0.bitwiseXor(5) },
      errors: notForFractions { $0.bitwiseXor($1) }, inPlace: { $0 ^= $1 }),
    OpCase(
      "bitwiseNot", in: "Bitwise/BitwiseNot", torch: ["bitwise_not": "~x"],
      OpForm("~a", .wholeNumbers) { ~$0 },
      OpForm("torch.bitwise_not(a)", .wholeNumbers) { $0.bitwiseNot() },
      errors: [
        OpError("needs integers or bools, not float32") { _ = Tensor([1.5]).bitwiseNot() },
        OpError("needs integers or bools, not float64", namesCaller: false) {
          _ = ~Tensor([1.5], dtype: .float64)
        },
      ]),
    OpCase(
      "bitwiseLeftShift", in: "Bitwise/BitwiseLeftShift", torch: ["bitwise_left_shift": "x << y"],
      OpForm("a << b", .shifts) { $0 << $1 }, OpForm("a << 3", .eachDType(integers)) { $0 << 3 },
      OpForm("torch.bitwise_left_shift(a, b)", .shifts) { $0.bitwiseLeftShift($1) },
      OpForm("torch.bitwise_left_shift(a, 2)", .eachDType(integers)) { $0.bitwiseLeftShift(2) },
      errors: notForFractions("integers") { $0.bitwiseLeftShift($1) }, inPlace: { $0 <<= $1 }),
    OpCase(
      "bitwiseRightShift", in: "Bitwise/BitwiseRightShift",
      torch: ["bitwise_right_shift": "x >> y"],
      OpForm("a >> b", .shifts) { $0 >> $1 }, OpForm("a >> 1", .eachDType(integers)) { $0 >> 1 },
      OpForm("torch.bitwise_right_shift(a, b)", .shifts) { $0.bitwiseRightShift($1) },
      OpForm("torch.bitwise_right_shift(a, 2)", .eachDType(integers)) { $0.bitwiseRightShift(2) },
      errors: notForFractions("integers") { $0.bitwiseRightShift($1) }, inPlace: { $0 >>= $1 }),
  ]

  /// Integers and bool.
  static let wholes = DType.allCases.filter { !$0.isFloatingPoint }

  private static func notForFractions(
    _ needed: String = "integers or bools", _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> [OpError] {
    [
      OpError("needs \(needed), not float32 and int64") { _ = body(Tensor([1.5]), .arange(1)) }
    ] + doNotBroadcast(body)
  }
}

extension SampleSet {
  /// Pairs of integers, and of bools and integers.
  fileprivate static let bits =
    integerPairs
    + SampleSet(
      Catalogue.wholes.flatMap { dtype in
        [[3], [], [0]].map {
          Sample(.bools($0, seed: 91), .small($0, dtype: dtype, seed: 92))
        }
      })

  /// Every width beside shifts within it, beyond it and negative ones.
  fileprivate static let shifts = SampleSet(
    Catalogue.integers.flatMap { dtype in
      let low = dtype == .uint8 ? 0 : -120
      return [
        Sample(
          .integers([2, 3], in: low...120, seed: 3, dtype: dtype),
          .integers([3], in: 0...7, seed: 4, dtype: dtype)),
        Sample(
          .integers([5, 1], in: low...120, seed: 5, dtype: dtype),
          .wholes(dtype == .uint8 ? [0, 8, 9, 200] : [-1, 8, 31, 32, 63, 64, 99], dtype: dtype)),
        Sample(.integers([], in: 0...9, dtype: dtype), .integers([2], in: 0...3, dtype: dtype)),
        Sample(.integers([0], dtype: dtype), .integers([1], in: 0...3, dtype: dtype)),
      ]
    }
      + [
        Sample(.integers([4], in: -9...9), .integers([4], in: 0...3, dtype: .int32)),
        Sample(
          .integers([4], in: 0...200, seed: 2, dtype: .uint8),
          .integers([4], in: 0...30, dtype: .int32)),
      ],
    large: Sample(.integers([257, 1031], in: -99...99), .integers([1031], in: 0...40)))

  fileprivate static let wholeNumbers = SampleSet(
    Catalogue.wholes.flatMap { dtype in
      [[5], [2, 1, 3], [0], []].map { Sample(.small($0, dtype: dtype, seed: 31)) }
    } + [Sample(.wholes([.max, .min, 0, -1, 255]))],
    large: Sample(.integers([257, 1031], in: -99...99)))
}
