import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Activations of one element each.
  static let shaping: [OpCase] = [
    OpCase(
      "celu", in: "Activation/CELU", torch: ["nn.functional.celu": "x.celu(alpha: 2)"],
      OpForm("F.celu(a)", .unary(dtypes: floats)) { $0.celu() },
      OpForm("F.celu(a, 2.5)", .unary(dtypes: [])) { $0.celu(alpha: 2.5) },
      errors: [
        OpError("an alpha of 0.0") { _ = Tensor([1]).celu(alpha: 0) },
        OpError("an alpha of nan") { _ = Tensor([1]).celu(alpha: .nan) },
      ]),
    OpCase(
      "elu", in: "Activation/ELU", torch: ["nn.functional.elu": "x.elu(alpha: 2)"],
      OpForm("F.elu(a)", .unary(dtypes: floats)) { $0.elu() },
      OpForm("F.elu(a, 2.5)", .unary(dtypes: [])) { $0.elu(alpha: 2.5) }),
    OpCase(
      "selu", in: "Activation/SELU", torch: ["nn.functional.selu": "x.selu()"],
      OpForm("F.selu(a)", .unary(dtypes: floats)) { $0.selu() }),
    OpCase(
      "hardshrink", in: "Activation/HardShrink",
      torch: ["nn.functional.hardshrink": "x.hardshrink(lambda: 0.5)"],
      OpForm("F.hardshrink(a)", .unary(dtypes: floats)) { $0.hardshrink() },
      OpForm("F.hardshrink(a, 1.5)", .unary(dtypes: [])) { $0.hardshrink(lambda: 1.5) }),
    OpCase(
      "softshrink", in: "Activation/SoftShrink",
      torch: ["nn.functional.softshrink": "x.softshrink(lambda: 0.5)"],
      OpForm("F.softshrink(a)", .unary(dtypes: floats)) { $0.softshrink() },
      OpForm("F.softshrink(a, 1.5)", .unary(dtypes: [])) { $0.softshrink(lambda: 1.5) },
      errors: [
        OpError("a lambda of -1.0") { _ = Tensor([1]).softshrink(lambda: -1) },
        OpError("a lambda of nan") { _ = Tensor([1]).softshrink(lambda: .nan) },
      ]),
    OpCase(
      "hardsigmoid", in: "Activation/HardSigmoid",
      torch: ["nn.functional.hardsigmoid": "x.hardsigmoid()"],
      // PyTorch's own hardsigmoid has no second derivative.
      OpForm("F.hardtanh(a + 3, 0, 6) / 6", .unary(dtypes: floats)) { $0.hardsigmoid() }),
    OpCase(
      "hardswish", in: "Activation/HardSwish", torch: ["nn.functional.hardswish": "x.hardswish()"],
      OpForm("F.hardswish(a)", .unary(dtypes: floats)) { $0.hardswish() }),
    OpCase(
      "hardtanh", in: "Activation/HardTanh",
      torch: [
        "nn.functional.hardtanh": "x.hardtanh(min: -1, max: 1)", "nn.functional.relu6": "x.relu6()",
      ],
      OpForm("F.hardtanh(a)", .unary(dtypes: numbers.filter { $0 != .uint8 })) { $0.hardtanh() },
      OpForm("F.hardtanh(a, 0.5, 2.5)", .unary(dtypes: floats)) { $0.hardtanh(min: 0.5, max: 2.5) },
      OpForm("F.hardtanh(a, 1, 3)", .eachDType(numbers)) { $0.hardtanh(min: 1, max: 3) },
      OpForm("F.relu6(a)", .unary(-4...8, dtypes: numbers)) { $0.relu6() },
      errors: notForBools { $0.hardtanh() } + notForBools { $0.relu6() } + [
        OpError("from 1.0 to -1.0") { _ = Tensor([1]).hardtanh(min: 1, max: -1) },
        OpError("uint8 does not hold -1.0 and 1.0") {
          _ = Tensor([1], dtype: .uint8).hardtanh()
        },
      ]),
    OpCase(
      "leakyReLU", in: "Activation/LeakyReLU",
      torch: ["nn.functional.leaky_relu": "x.leakyReLU(negativeSlope: 0.1)"],
      OpForm("F.leaky_relu(a)", .unary(dtypes: floats)) { $0.leakyReLU() },
      OpForm("F.leaky_relu(a, -0.5)", .unary(dtypes: [])) { $0.leakyReLU(negativeSlope: -0.5) }),
    OpCase(
      "logsigmoid", in: "Activation/LogSigmoid",
      torch: ["nn.functional.logsigmoid": "x.logsigmoid()"],
      OpForm("F.logsigmoid(a)", .unary(dtypes: floats)) { $0.logsigmoid() }),
    OpCase(
      "mish", in: "Activation/Mish", torch: ["nn.functional.mish": "x.mish()"],
      OpForm("F.mish(a)", SampleSet.unary(dtypes: floats).withoutSpecialSlopes) { $0.mish() }),
    OpCase(
      "softsign", in: "Activation/SoftSign", torch: ["nn.functional.softsign": "x.softsign()"],
      OpForm("F.softsign(a)", SampleSet.unary(dtypes: numbers).withoutSpecialSlopes) {
        $0.softsign()
      }),
    OpCase(
      "tanhshrink", in: "Activation/TanhShrink",
      torch: ["nn.functional.tanhshrink": "x.tanhshrink()"],
      OpForm("F.tanhshrink(a)", .unary(dtypes: unhalvedNumbers)) { $0.tanhshrink() }),
    OpCase(
      "threshold", in: "Activation/Threshold",
      torch: ["nn.functional.threshold": "x.threshold(0, value: -1)"],
      OpForm("F.threshold(a, 0, 3)", .unary(dtypes: numbers)) { $0.threshold(0, value: 3) },
      OpForm("F.threshold(a, 1.5, -0.5)", .unary(dtypes: floats)) {
        $0.threshold(1.5, value: -0.5)
      },
      errors: notForBools { $0.threshold(0, value: 1) } + [
        OpError("300.0 does not fit in uint8") {
          _ = Tensor([1], dtype: .uint8).threshold(0, value: 300)
        }
      ]),
  ]

  /// Activations with weights, gates or chance.
  static let gating: [OpCase] = [
    OpCase(
      "glu", in: "Activation/GLU", torch: ["nn.functional.glu": "x.glu(axis: 1)"],
      OpForm("F.glu(a)", .halves) { $0.glu() }, OpForm("F.glu(a, 0)", .halves) { $0.glu(axis: 0) },
      errors: [
        OpError("axis 1 of shape [2, 3] has no halves") { _ = Tensor.zeros([2, 3]).glu(axis: 1) },
        OpError("a scalar has no halves") { _ = Tensor(1).glu() },
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(4).glu() },
      ]),
    OpCase(
      "prelu", in: "Activation/PReLU", torch: ["nn.functional.prelu": "x.prelu(y)"],
      OpForm("F.prelu(a, b)", .weighted) { $0.prelu($1) },
      errors: [
        OpError("a weight of shape [2] for 3 channels of shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).prelu(.zeros([2]))
        },
        OpError("needs one floating-point dtype, not float32 and a weight of float64") {
          _ = Tensor([1]).prelu(Tensor([1], dtype: .float64))
        },
      ]),
    OpCase(
      "rrelu", in: "Activation/RReLU", torch: ["nn.functional.rrelu": "x.rrelu(isTraining: true)"],
      OpForm("F.rrelu(a)", .unary(dtypes: floats)) { $0.rrelu() },
      OpForm("F.rrelu(a, 0.25, 0.25, training=True)", .unary(dtypes: []).withoutSlopes) {
        $0.rrelu(lower: 0.25, upper: 0.25, isTraining: true)
      },
      OpForm(nil, .dropout) { x in withSeed(5) { x.rrelu(isTraining: true) } },
      errors: [
        OpError("slopes from 0.5 to 0.25") { _ = Tensor([1]).rrelu(lower: 0.5, upper: 0.25) },
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(4).rrelu() },
      ]),
    OpCase(
      "softmin", in: "Activation/Softmin", torch: ["nn.functional.softmin": "x.softmin(axis: -1)"],
      OpForm("F.softmin(a, 0)", .rows) { $0.softmin(axis: 0) },
      OpForm("F.softmin(a, -1)", .rows) { $0.softmin(axis: -1) },
      OpForm("F.softmin(a, -1, dtype=torch.float64)", .eachDType(numbers)) {
        $0.softmin(axis: -1, dtype: .float64)
      },
      errors: [
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = Tensor.zeros([2, 3]).softmin(axis: 2)
        },
        OpError("not defined for bool") { _ = Tensor([true]).softmin(axis: 0) },
      ]),
    OpCase(
      "gumbelSoftmax", in: "Activation/GumbelSoftmax",
      OpForm(nil, .dropout) { x in withSeed(5) { gumbelSoftmax(x, tau: 0.5) } },
      OpForm(nil, .dropout) { x in withSeed(6) { gumbelSoftmax(x, axis: 0) } },
      // Of one element there is no choice.
      OpForm("torch.softmax(a[None], 0)[0]", .shapes([[], [2, 3], [0]], dtypes: floats)) {
        gumbelSoftmax($0.unsqueezed(0), axis: 0).squeezed(0)
      },
      OpForm(nil, SampleSet.dropout.withoutFiniteDifferences) { x in
        withSeed(7) { gumbelSoftmax(x, isHard: true) }
      },
      errors: [
        OpError("a temperature of 0.0") { _ = gumbelSoftmax(Tensor([1]), tau: 0) },
        OpError("needs a floating-point dtype, not int64") { _ = gumbelSoftmax(.arange(3)) },
      ]),
    OpCase(
      "alphaDropout", in: "Activation/AlphaDropout",
      torch: [
        "nn.functional.alpha_dropout": "alphaDropout(x)",
        "nn.functional.feature_alpha_dropout": "featureAlphaDropout(x)",
      ],
      OpForm(nil, .dropout) { x in withSeed(5) { alphaDropout(x, probability: 0.25) } },
      OpForm("F.alpha_dropout(a, 0.25, training=False)", .dropout) {
        alphaDropout($0, probability: 0.25, isTraining: false)
      },
      OpForm("F.alpha_dropout(a, 0.0, training=True)", .dropout) {
        alphaDropout($0, probability: 0)
      },
      OpForm("F.alpha_dropout(a, 1.0, training=True)", .dropout) {
        alphaDropout($0, probability: 1)
      },
      OpForm(nil, .channels) { x in withSeed(5) { featureAlphaDropout(x, probability: 0.25) } },
      OpForm("F.feature_alpha_dropout(a, 1.0, training=True)", .channels) {
        featureAlphaDropout($0, probability: 1)
      },
      errors: [
        OpError("a probability of 1.5") { _ = alphaDropout(Tensor([1, 2]), probability: 1.5) },
        OpError("needs a floating-point dtype, not int64") { _ = alphaDropout(.arange(3)) },
      ]),
    OpCase(
      "dropout1d", in: "Activation/ChannelDropout",
      torch: [
        "nn.functional.dropout2d": "dropout2d(x)", "nn.functional.dropout3d": "dropout3d(x)",
      ],
      OpForm(nil, .channels) { x in
        withSeed(5) { dropout1d(x.reshaped(to: [2, 3, -1]), probability: 0.25) }
      },
      OpForm(nil, .channels) { x in
        withSeed(6) { dropout2d(x.reshaped(to: [2, 3, 1, -1]), probability: 0.5) }
      },
      OpForm(nil, .channels) { x in
        withSeed(7) { dropout3d(x.reshaped(to: [2, 3, 1, 1, -1]), probability: 0.5) }
      },
      OpForm(nil, .channels) { x in
        withSeed(8) { dropout1d(x.reshaped(to: [3, -1]), probability: 0.5) }
      },
      OpForm(nil, .shapes([[3, 2], [2, 3, 0], [0, 3, 2], [3, 0]], dtypes: floats)) { x in
        withSeed(9) { dropout1d(x) }
      },
      OpForm("F.dropout1d(a.reshape(2, 3, -1), 1.0)", .channels) {
        dropout1d($0.reshaped(to: [2, 3, -1]), probability: 1)
      },
      OpForm("F.dropout2d(a.reshape(2, 3, 1, -1), 0.0)", .channels) {
        dropout2d($0.reshaped(to: [2, 3, 1, -1]), probability: 0)
      },
      OpForm("F.dropout3d(a.reshape(2, 3, 1, 1, -1), 0.5, training=False)", .channels) {
        dropout3d($0.reshaped(to: [2, 3, 1, 1, -1]), isTraining: false)
      },
      errors: [
        OpError("a probability of -0.5") {
          _ = dropout1d(.zeros([1, 2, 3]), probability: -0.5)
        },
        OpError("shape [3] is not [rows, channels] and 1 more axes, nor that of one row") {
          _ = dropout1d(.zeros([3]))
        },
      ]),
  ]
}

extension SampleSet {
  /// Axes 0 and −1 of even size.
  fileprivate static let halves: SampleSet =
    .shapes(
      [[2], [6], [2, 2], [4, 6], [2, 3, 4], [0], [4, 0], [2, 0, 2], [2, 1, 1, 2]],
      dtypes: Catalogue.floats, large: [258, 1032])
    + [Sample(.values([0, .infinity, -.infinity, .nan, 1, 800, -800, 2]), derivatives: .unknown)]

  /// Shapes beside weights that fit.
  fileprivate static let weighted = SampleSet(
    ([
      ([], []), ([3], [1]), ([3], []), ([2, 3], [3]), ([2, 3], [1]), ([2, 3], []),
      ([2, 3, 2], [3]),
      ([0], [1]), ([2, 0], [1]), ([0, 3], [3]), ([2, 2, 1, 2], [2]), ([1, 4, 3], [4]),
    ] as [([Int], [Int])]).enumerated().map { seed, shapes in
      Sample(
        .reals(shapes.0, in: -4...4, seed: seed + 1), .reals(shapes.1, seed: seed + 51))
    } + [
      // The second derivative at the kink is anybody's choice.
      Sample(
        .values([0, -0.0, .infinity, -.infinity, .nan, 1, -2.5]), .values([0.25]),
        derivatives: .unknown),
      Sample(.reals([2, 3], dtype: .float32), .reals([3], seed: 2, dtype: .float32)),
    ]
      + (1...7).map { seed in
        Sample(.reals([2, 4, 2], in: -4...4, seed: seed + 70), .reals([4], seed: seed + 80))
      },
    large: Sample(.reals([257, 1031]), .reals([1031], seed: 2)))

  /// Six channels in all, of any number of elements.
  fileprivate static let channels: SampleSet = .shapes(
    [[2, 3], [2, 3, 4], [2, 3, 1], [2, 3, 2, 2], [2, 3, 1, 1, 2]], dtypes: Catalogue.floats,
    large: [258, 1032])

  /// PyTorch's derivative with noise is not differentiable in turn.
  fileprivate var withoutSlopes: SampleSet {
    SampleSet(samples.map { Sample($0.inputs, derivatives: .unknown) }, large: large)
  }
}
