import TapestryCore
import TapestryTesting

extension Catalogue {
  static let activation: [OpCase] = [
    OpCase(
      "dropout", in: "Activation/Dropout",
      torch: ["nn.functional.dropout": "dropout(x, probability: 0.5)"],
      OpForm(nil, .dropout) { x in withSeed(5) { dropout(x, probability: 0.25) } },
      OpForm("F.dropout(a, 0.25, training=False)", .dropout) {
        dropout($0, probability: 0.25, isTraining: false)
      },
      OpForm("F.dropout(a, 0.0)", .dropout) { dropout($0, probability: 0) },
      OpForm("F.dropout(a, 1.0)", .dropout) { dropout($0, probability: 1) },
      errors: [
        OpError("a probability of 1.5") { _ = dropout(Tensor([1, 2]), probability: 1.5) },
        OpError("needs a floating-point dtype, not int64") { _ = dropout(.arange(3)) },
      ]),
    OpCase(
      "gelu", in: "Activation/GELU", torch: ["nn.functional.gelu": "x.gelu()"],
      OpForm("F.gelu(a)", .unary(dtypes: floats).withoutSingleExtremes) { $0.gelu() },
      OpForm("F.gelu(a, approximate='tanh')", .unary(dtypes: floats)) {
        $0.gelu(approximate: .tanh)
      }),
    OpCase(
      "logSoftmax", in: "Activation/LogSoftmax", torch: ["log_softmax": "x.logSoftmax(axis: -1)"],
      OpForm("F.log_softmax(a, 0)", .rows) { $0.logSoftmax(axis: 0) },
      OpForm("F.log_softmax(a, -1)", .rows) { $0.logSoftmax(axis: -1) },
      OpForm("F.log_softmax(a, -1, dtype=torch.float64)", .eachDType()) {
        $0.logSoftmax(axis: -1, dtype: .float64)
      },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3], which takes -2…1") {
          _ = Tensor.zeros([2, 3]).logSoftmax(axis: 2)
        },
        OpError("axis -3 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).logSoftmax(axis: -3)
        },
      ]),
    OpCase(
      "relu", in: "Activation/ReLU", torch: ["nn.functional.relu": "x.relu()"],
      OpForm("torch.relu(a)", .unary(dtypes: numbers)) { $0.relu() },
      errors: notForBools { $0.relu() }),
    OpCase(
      "sigmoid", in: "Activation/Sigmoid", torch: ["sigmoid": "x.sigmoid()"],
      OpForm("torch.sigmoid(a)", .unary(-8...8)) { $0.sigmoid() }),
    OpCase(
      "silu", in: "Activation/SiLU", torch: ["nn.functional.silu": "x.silu()"],
      OpForm("F.silu(a)", .unary(dtypes: floats)) { $0.silu() }),
    OpCase(
      "softmax", in: "Activation/Softmax", torch: ["softmax": "x.softmax(axis: -1)"],
      OpForm("torch.softmax(a, 0)", .rows) { $0.softmax(axis: 0) },
      OpForm("torch.softmax(a, -1)", .rows) { $0.softmax(axis: -1) },
      OpForm("torch.softmax(a, -1, dtype=torch.float64)", .eachDType()) {
        $0.softmax(axis: -1, dtype: .float64)
      },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3], which takes -2…1") {
          _ = Tensor.zeros([2, 3]).softmax(axis: 2)
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor([1]).softmax(axis: 0, dtype: .int64)
        },
        OpError("axis 1 is out of range for shape [], which takes -1…0") {
          _ = Tensor(3).softmax(axis: 1)
        },
      ]),
    OpCase(
      "softplus", in: "Activation/Softplus",
      torch: ["nn.functional.softplus": "x.softplus(beta: 2)"],
      OpForm("F.softplus(a)", .unary(dtypes: floats)) { $0.softplus() },
      OpForm("F.softplus(a, 2.5)", .unary(dtypes: floats)) { $0.softplus(beta: 2.5) },
      OpForm("F.softplus(a, 1.5, 3.25)", .unary(-4...2, dtypes: [])) {
        $0.softplus(beta: 1.5, threshold: 3.25)
      },
      errors: [
        OpError("a beta of 0.0") { _ = Tensor([1]).softplus(beta: 0) },
        OpError("a beta of nan") { _ = Tensor([1]).softplus(beta: .nan) },
      ]),
    OpCase(
      "tanh", in: "Activation/Tanh", torch: ["tanh": "x.tanh()"],
      OpForm("torch.tanh(a)", .unary()) { $0.tanh() }),
  ]

  /// The dtypes with fractions.
  static let floats = DType.allCases.filter(\.isFloatingPoint)
}

extension SampleSet {
  /// In float32 PyTorch's vector code gives NaN for the gelu of an infinity and overflows before it; ours and its scalar code do not.
  fileprivate var withoutSingleExtremes: SampleSet {
    SampleSet(
      samples.filter {
        $0.derivatives == .smooth || $0.inputs[0].dtype != .float32
      }, large: large)
  }

  static let dropout = SampleSet.shapes(
    sampleShapes, dtypes: Catalogue.floats, large: [257, 1031])

  /// Rows and columns of several sizes, and rows of infinities and NaN.
  static let rows: SampleSet =
    .shapes(
      sampleShapes + [[1, 5], [5, 1], [3, 0], [2, 3, 4, 2]], dtypes: Catalogue.floats,
      large: [257, 1031])
    + [
      Sample(
        .values(
          [1, -.infinity, 2, .infinity, 1, 2, 0, .nan, 1, -.infinity, -.infinity, -.infinity],
          shape: [4, 3]), derivatives: .stored),
      Sample(.values([1000, 1001, -1000, -1001], shape: [2, 2])),
    ]
}
