import TapestryCore
import TapestryTesting

extension Catalogue {
  static let creation: [OpCase] = [
    OpCase(
      "arange", in: "Creation/Arange",
      OpForm("torch.arange(5)", .none) { _ in [.arange(5)] },
      OpForm("torch.arange(0)", .none) { _ in [.arange(0)] },
      OpForm("torch.arange(2, 9, 3)", .none) { _ in [.arange(2, 9, step: 3)] },
      OpForm("torch.arange(5, -4, -2, dtype=torch.int32)", .none) { _ in
        [.arange(5, -4, step: -2, dtype: .int32)]
      },
      OpForm("torch.arange(3, dtype=torch.float32)", .none) { _ in [.arange(3, dtype: .float32)] },
      OpForm("torch.arange(0.5, 2.0, 0.25, dtype=torch.float64)", .none) { _ in
        [.arange(0.5, 2.0, step: 0.25, dtype: .float64)]
      },
      OpForm("torch.arange(1.0, 0.0, -0.1)", .none) { _ in [.arange(1.0, 0.0, step: -0.1)] },
      errors: [
        OpError("a step of 0") { _ = Tensor.arange(0, 5, step: 0) },
        OpError("from 0.0 to inf by 1.0 has no number of elements") {
          _ = Tensor.arange(0.0, .infinity)
        },
        OpError("from 5 to 0 by 1: the step goes away from the end") {
          _ = Tensor.arange(5, 0, step: 1)
        },
      ]),
    OpCase(
      "linspace", in: "Creation/Linspace",
      OpForm("torch.linspace(-1, 2, 7)", .none) { _ in [.linspace(-1, 2, count: 7)] },
      OpForm("torch.linspace(3, 3, 2)", .none) { _ in [.linspace(3, 3, count: 2)] },
      OpForm("torch.linspace(0.5, 9, 1)", .none) { _ in [.linspace(0.5, 9, count: 1)] },
      OpForm("torch.linspace(0, 1, 0)", .none) { _ in [.linspace(0, 1, count: 0)] },
      OpForm("torch.linspace(1, -1, 6, dtype=torch.float64)", .none) { _ in
        [.linspace(1, -1, count: 6, dtype: .float64)]
      },
      OpForm("torch.linspace(0, 10, 4, dtype=torch.int64)", .none) { _ in
        [.linspace(0, 10, count: 4, dtype: .int64)]
      },
      errors: [OpError("-1 elements") { _ = Tensor.linspace(0, 1, count: -1) }]),
    OpCase(
      "cast", in: "Creation/Cast",
      torch: [
        "to": "x.cast(to: .float64)", "type_as": "x.cast(like: y)", "float": "x.float()",
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
      OpForm("a.clone()", .shapes(sampleShapes, large: [257, 1031])) { $0.clone() },
      OpForm("a.contiguous()", .shapes(sampleShapes)) { $0.contiguous() }),
    OpCase(
      "eye", in: "Creation/Eye",
      OpForm("torch.eye(3)", .none) { _ in [.eye(3)] },
      OpForm("torch.eye(2, 4)", .none) { _ in [.eye(2, 4)] },
      OpForm("torch.eye(3, 1, dtype=torch.int64)", .none) { _ in [.eye(3, 1, dtype: .int64)] },
      OpForm("torch.eye(2, dtype=torch.bool)", .none) { _ in [.eye(2, dtype: .bool)] },
      OpForm("torch.eye(0)", .none) { _ in [.eye(0)] },
      OpForm("torch.eye(0, 3)", .none) { _ in [.eye(0, 3)] },
      errors: [
        OpError("-1 × -1") { _ = Tensor.eye(-1) }, OpError("2 × -3") { _ = Tensor.eye(2, -3) },
      ]),
    OpCase(
      "full", in: "Creation/Full",
      OpForm("torch.full([2, 3], 1.5)", .none) { _ in [.full([2, 3], 1.5)] },
      OpForm("torch.full([], 7)", .none) { _ in [.full([], 7)] },
      OpForm("torch.full([2, 0], 7)", .none) { _ in [.full([2, 0], 7)] },
      OpForm("torch.full([2], True)", .none) { _ in [.full([2], true)] },
      OpForm("torch.full([2], 3, dtype=torch.uint8)", .none) { _ in [.full([2], 3, dtype: .uint8)]
      },
      OpForm("torch.zeros([2, 3])", .none) { _ in [.zeros([2, 3])] },
      OpForm("torch.zeros([4], dtype=torch.bool)", .none) { _ in [.zeros([4], dtype: .bool)] },
      OpForm("torch.ones([2, 1], dtype=torch.int32)", .none) { _ in [.ones([2, 1], dtype: .int32)]
      },
      OpForm(
        "torch.zeros_like(a)", .shapes(sampleShapes, large: [257, 1031]).withoutFiniteDifferences
      ) { Tensor.zeros(like: $0) },
      OpForm("torch.ones_like(a)", .eachDType()) { Tensor.ones(like: $0) },
      OpForm("torch.full_like(a, 1)", .eachDType()) { Tensor.full(like: $0, 1) },
      errors: [
        OpError("a size of shape [2, -1] is negative") { _ = Tensor.full([2, -1], 1.5) },
        OpError("a size of shape [-3] is negative") { _ = Tensor.zeros([-3]) },
        OpError("300 does not fit in uint8") { _ = Tensor.full([2], 300, dtype: .uint8) },
        OpError("nan does not fit in int64") { _ = Tensor.full([2], Double.nan, dtype: .int64) },
      ]),
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
}
