import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Tensors of numbers that follow a rule.
  static let sequences: [OpCase] = [
    OpCase(
      "arange", in: "Creation/Arange",
      torch: ["arange": "Tensor.arange(0, 10, step: 2)"],
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
      OpForm("torch.arange(1, 2, 0.3, dtype=torch.float16)", .none) { _ in
        [.arange(1.0, 2.0, step: 0.3, dtype: .float16)]
      },
      OpForm("torch.arange(-3, 4, dtype=torch.int8)", .none) { _ in [.arange(-3, 4, dtype: .int8)]
      },
      OpForm("torch.arange(0.5, 5.0, 1.5, dtype=torch.int32)", .none) { _ in
        [.arange(0.5, 5.0, step: 1.5, dtype: .int32)]
      },
      OpForm("torch.arange(2.5, -7.9, -1.9, dtype=torch.int64)", .none) { _ in
        [.arange(2.5, -7.9, step: -1.9, dtype: .int64)]
      },
      OpForm("torch.arange(0.0, -8.000001, -4.0, dtype=torch.int16)", .none) { _ in
        [.arange(0.0, -8.000001, step: -4.0, dtype: .int16)]
      },
      errors: [
        OpError("255 does not fit in int8") { _ = Tensor.arange(0, 256, dtype: .int8) },
        OpError("bool holds no sequence of numbers") { _ = Tensor.arange(2, dtype: .bool) },
        OpError("from 0.0 by 0.5 has no whole steps for int64") {
          _ = Tensor.arange(0.0, 2.0, step: 0.5, dtype: .int64)
        },
        OpError("a step of 0") { _ = Tensor.arange(0, 5, step: 0) },
        OpError("from 0.0 to inf by 1.0 has no number of elements") {
          _ = Tensor.arange(0.0, .infinity)
        },
        OpError("from 5 to 0 by 1: the step goes away from the end") {
          _ = Tensor.arange(5, 0, step: 1)
        },
      ]),
    OpCase(
      "eye", in: "Creation/Eye", torch: ["eye": "Tensor.eye(3, 4)"],
      OpForm("torch.eye(3)", .none) { _ in [.eye(3)] },
      OpForm("torch.eye(2, 4)", .none) { _ in [.eye(2, 4)] },
      OpForm("torch.eye(3, 1, dtype=torch.int64)", .none) { _ in [.eye(3, 1, dtype: .int64)] },
      OpForm("torch.eye(2, dtype=torch.bool)", .none) { _ in [.eye(2, dtype: .bool)] },
      OpForm("torch.eye(0)", .none) { _ in [.eye(0)] },
      OpForm("torch.eye(0, 3)", .none) { _ in [.eye(0, 3)] },
      OpForm("torch.eye(2, dtype=torch.bfloat16)", .none) { _ in [.eye(2, dtype: .bfloat16)] },
      OpForm("torch.eye(2, 3, dtype=torch.int8)", .none) { _ in [.eye(2, 3, dtype: .int8)] },
      errors: [
        OpError("-1 × -1") { _ = Tensor.eye(-1) }, OpError("2 × -3") { _ = Tensor.eye(2, -3) },
      ]),
    OpCase(
      "linspace", in: "Creation/Linspace",
      torch: ["linspace": "Tensor.linspace(0, 1, count: 5)"],
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
      OpForm("torch.linspace(3, -8, 7, dtype=torch.int32)", .none) { _ in
        [.linspace(3, -8, count: 7, dtype: .int32)]
      },
      OpForm("torch.linspace(-5.5, 5.5, 6, dtype=torch.int64)", .none) { _ in
        [.linspace(-5.5, 5.5, count: 6, dtype: .int64)]
      },
      OpForm("torch.linspace(-2.7, 2.7, 5, dtype=torch.int8)", .none) { _ in
        [.linspace(-2.7, 2.7, count: 5, dtype: .int8)]
      },
      OpForm("torch.linspace(0, 10, 1, dtype=torch.uint8)", .none) { _ in
        [.linspace(0, 10, count: 1, dtype: .uint8)]
      },
      OpForm("torch.linspace(0, 1, 4, dtype=torch.bfloat16)", .none) { _ in
        [.linspace(0, 1, count: 4, dtype: .bfloat16)]
      },
      OpForm("torch.linspace(torch.tensor(0.5), torch.tensor(2), 4)", .none) { _ in
        [.linspace(Tensor(0.5), Tensor(2, dtype: .int64), count: 4)]
      },
      errors: [
        OpError("-1 elements") { _ = Tensor.linspace(0, 1, count: -1) },
        OpError("300.0 does not fit in uint8") {
          _ = Tensor.linspace(0, 300, count: 3, dtype: .uint8)
        },
        OpError("bool holds no sequence of numbers") {
          _ = Tensor.linspace(0, 1, count: 2, dtype: .bool)
        },
        OpError("ends of shapes [1] and []; scalars are needed") {
          _ = Tensor.linspace(Tensor([1]), Tensor(2), count: 2)
        },
      ]),
    OpCase(
      "logspace", in: "Creation/Logspace",
      torch: ["logspace": "Tensor.logspace(0, 2, count: 5)"],
      OpForm("torch.logspace(-1, 2, 7)", .none) { _ in [.logspace(-1, 2, count: 7)] },
      OpForm("torch.logspace(0, 3, 7, base=2.0)", .none) { _ in
        [.logspace(0, 3, count: 7, base: 2)]
      },
      OpForm("torch.logspace(-1, 1, 3, base=0.5, dtype=torch.float64)", .none) { _ in
        [.logspace(-1, 1, count: 3, base: 0.5, dtype: .float64)]
      },
      OpForm("torch.logspace(0, 2, 4, base=-2.0)", .none) { _ in
        [.logspace(0, 2, count: 4, base: -2)]
      },
      OpForm("torch.logspace(0, 10, 4, dtype=torch.int64)", .none) { _ in
        [.logspace(0, 10, count: 4, dtype: .int64)]
      },
      OpForm("torch.logspace(0, 2.5, 4, dtype=torch.int16)", .none) { _ in
        [.logspace(0, 2.5, count: 4, dtype: .int16)]
      },
      OpForm("torch.logspace(0.5, 3, 1)", .none) { _ in [.logspace(0.5, 3, count: 1)] },
      OpForm("torch.logspace(0, 1, 0)", .none) { _ in [.logspace(0, 1, count: 0)] },
      OpForm("torch.logspace(-2, 1, 4, dtype=torch.float16)", .none) { _ in
        [.logspace(-2, 1, count: 4, dtype: .float16)]
      },
      OpForm("torch.logspace(torch.tensor(0.5), torch.tensor(2), 4)", .none) { _ in
        [.logspace(Tensor(0.5), Tensor(2, dtype: .int64), count: 4)]
      },
      errors: [
        OpError("-1 elements") { _ = Tensor.logspace(0, 1, count: -1) },
        OpError("1000.0 does not fit in uint8") {
          _ = Tensor.logspace(0, 3, count: 4, dtype: .uint8)
        },
        OpError("ends of shapes [] and [1]; scalars are needed") {
          _ = Tensor.logspace(Tensor(1), Tensor([2]), count: 2)
        },
      ]),
    OpCase(
      "vander", in: "Creation/Vander",
      torch: ["linalg.vander": "x.vander(isIncreasing: true)"],
      // PyTorch's own cannot be differentiated: it changes in place what it saved.
      OpForm(
        "torch.vander(a) if a.dtype != torch.float64 else a[:, None] ** torch.arange(len(a)).flip(0)",
        .vectors
      ) { $0.vander() },
      OpForm(
        "torch.vander(a, 3, increasing=True) if a.dtype != torch.float64 else a[:, None] ** torch.arange(3)",
        .vectors
      ) {
        $0.vander(columns: 3, isIncreasing: true)
      },
      OpForm(
        "torch.linalg.vander(a, N=3)",
        .shapes([[2, 3], [2, 1, 2], [2, 0], [0, 2]], in: -3...3, dtypes: [.float32, .int64])
      ) { $0.vander(columns: 3, isIncreasing: true) },
      OpForm("torch.vander(a.detach(), 0)", .vectors) { $0.detach().vander(columns: 0) },
      OpForm("torch.vander(a.detach(), 1)", .vectors) { $0.detach().vander(columns: 1) },
      errors: [
        OpError("of a scalar; a vector is needed") { _ = Tensor(2).vander() },
        OpError("-1 columns") { _ = Tensor.ones([2]).vander(columns: -1) },
      ]),
  ]
}

extension SampleSet {
  fileprivate static let vectors = SampleSet.shapes(
    [[4], [1], [3], [0], [2]], in: -3...3, large: [301])
}
