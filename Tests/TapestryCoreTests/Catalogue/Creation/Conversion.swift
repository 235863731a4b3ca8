import TapestryCore
import TapestryTesting

extension Catalogue {
  /// The same elements, otherwise stored.
  static let conversion: [OpCase] = [
    OpCase(
      "cast", in: "Creation/Cast",
      torch: [
        "to": "x.cast(to: .float64)", "float": "x.float()",
        "double": "x.double()", "half": "x.half()", "bfloat16": "x.bfloat16()", "long": "x.long()",
        "int": "x.int()", "short": "x.short()", "char": "x.char()", "byte": "x.byte()",
        "bool": "x.bool()",
      ],
      OpForm("a.to(torch.float32)", .casts) { $0.cast(to: .float32) },
      OpForm("a.to(torch.float64)", .casts) { $0.cast(to: .float64) },
      OpForm("a.to(torch.int64)", .casts) { $0.cast(to: .int64) },
      OpForm("a.to(torch.int32)", .casts) { $0.cast(to: .int32) },
      OpForm("a.to(torch.uint8)", .casts) { $0.cast(to: .uint8) },
      OpForm("a.to(torch.bool)", .casts) { $0.cast(to: .bool) },
      OpForm("a.to(torch.float16)", .casts) { $0.cast(to: .float16) },
      OpForm("a.to(torch.bfloat16)", .casts) { $0.cast(to: .bfloat16) },
      OpForm("a.to(torch.int16)", .casts) { $0.cast(to: .int16) },
      OpForm("a.to(torch.int8)", .casts) { $0.cast(to: .int8) },
      OpForm("a.float()", .eachDType()) { $0.float() },
      OpForm("a.double()", .eachDType()) { $0.double() },
      OpForm("a.half()", .eachDType()) { $0.half() },
      OpForm("a.bfloat16()", .eachDType()) { $0.bfloat16() },
      OpForm("a.long()", .eachDType()) { $0.long() },
      OpForm("a.int()", .eachDType()) { $0.int() },
      OpForm("a.short()", .eachDType()) { $0.short() },
      OpForm("a.char()", .eachDType()) { $0.char() },
      OpForm("a.byte()", .eachDType(DType.allCases.filter { !$0.isFloatingPoint })) { $0.byte() },
      OpForm("a.bool()", .eachDType()) { $0.bool() },
      OpForm("a.type_as(torch.ones((), dtype=torch.int16))", .eachDType()) {
        $0.cast(like: .ones([], dtype: .int16))
      },
      OpForm("a.to(torch.float32).to(torch.float64)", .unary(dtypes: [])) {
        $0.cast(to: .float32).cast(to: .float64)
      }),
    OpCase(
      "clone", in: "Creation/Clone",
      torch: [
        "clone": "x.clone()", "contiguous": "x.contiguous()", "alias_copy": "x.clone()",
      ],
      OpForm("a.clone()", .shapes(sampleShapes, large: [257, 1031])) { $0.clone() },
      OpForm("a.contiguous()", .shapes(sampleShapes)) { $0.contiguous() }),
    OpCase(
      "resultType", in: "Creation/ResultType",
      OpForm("torch.zeros((), dtype=torch.result_type(a, b))", .pairs) {
        .zeros([], dtype: Tensor.resultType($0, $1))
      },
      OpForm("torch.zeros((), dtype=torch.result_type(a, 2))", .eachDType()) {
        .zeros([], dtype: Tensor.resultType($0, 2))
      },
      OpForm("torch.zeros((), dtype=torch.result_type(2.5, a))", .eachDType()) {
        .zeros([], dtype: Tensor.resultType(2.5, $0))
      },
      OpForm("torch.zeros((), dtype=torch.result_type(a, True))", .eachDType()) {
        .zeros([], dtype: Tensor.resultType($0, true))
      }),
  ]
}

extension SampleSet {
  /// Numbers of every dtype that every dtype can hold, and those whose fraction is cut off.
  fileprivate static let casts: SampleSet =
    .shapes([[2, 3], [], [0], [2, 1, 2]], in: 0.5...9.5, large: [257, 1031])
    .withoutFiniteDifferences
    + SampleSet(
      DType.allCases.map { dtype in
        Sample(
          .values(
            [0, 1, 2, 77, dtype == .int8 ? 100 : 200], dtype: dtype == .bool ? .uint8 : dtype),
          derivatives: .stored)
      } + [
        // Halfway cases, subnormal numbers and what overflows in 16 bits.
        Sample(
          .values(
            [
              1 + 0x1p-11, 1 + 0x1.8p-10, 1 + 0x1p-8, 1 + 0x1.8p-7, 0x1p-24, 0x1p-25, 0x1.8p-25,
              0x1.8p-20, 0x1.ffcp-15, 0x1p-14, 65_504, 65_519, 65_520, 1e9,
            ], dtype: .float32), derivatives: .stored),
        Sample(
          .values([0.0, -0.0, 0.25, 0.99, 1.5, 2.99, 254.75], dtype: .float32), derivatives: .stored
        ),
      ])

  /// Arrays and scalars of several dtypes.
  fileprivate static let pairs = SampleSet(
    DType.pairs(of: DType.allCases).flatMap { a, b in
      [([2], [2]), ([], [2]), ([2], []), ([0], [])].map {
        Sample(
          .small($0.0, dtype: a, seed: 1), .small($0.1, dtype: b, seed: 2), derivatives: .stored)
      }
    }, large: Sample(.reals([257, 1031]), .reals([1031])))
}
