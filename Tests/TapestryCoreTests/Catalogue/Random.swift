import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Numbers by chance: here shapes, dtypes, layouts and mistakes; DistributionTests look at the numbers.
  static let random: [OpCase] = [
    OpCase(
      "bernoulli", in: "Random/Bernoulli", torch: ["bernoulli": "x.bernoulli()"],
      OpForm("torch.bernoulli(a)", .certain) { $0.bernoulli() },
      OpForm("torch.zeros_like(torch.empty_like(a).bernoulli_(0.5))", .likes) {
        .zeros(like: filled($0) { $0.fillBernoulli() })
      },
      OpForm(nil, .probabilities) { p in withSeed(5) { p.bernoulli() } },
      errors: [
        OpError("a probability must be from 0 to 1, not 1.5") {
          _ = Tensor([0.5, 1.5]).bernoulli()
        },
        OpError("a probability must be from 0 to 1, not nan") {
          _ = (Tensor([1]) * Double.nan).bernoulli()
        },
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(2).bernoulli() },
        OpError("a probability must be from 0 to 1, not -1.0") {
          _ = Tensor.bernoulli([2], probability: -1)
        },
      ]),
    OpCase(
      "beta", in: "Random/Beta",
      OpForm("torch.zeros_like(a + b)", .positivePairs) { .zeros(like: .beta($0, $1)) },
      OpForm(nil, .positivePairs) { a, b in withSeed(5) { Tensor.beta(a, b) } },
      OpForm(nil, .positive) { a in
        withSeed(5) { a.rank == 0 ? a.detach() : Tensor.dirichlet(concentration: a) }
      },
      errors: [
        OpError("a concentration must be positive and finite, not 0.0") {
          _ = Tensor.beta(Tensor([0]), Tensor([1]))
        },
        OpError("shapes [2] and [3] do not broadcast") {
          _ = Tensor.beta(.ones([2]), .ones([3]))
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.beta(.arange(1, 2), .arange(1, 2))
        },
      ]),
    OpCase(
      "binomial", in: "Random/Binomial",
      OpForm("torch.binomial(a, b)", .certainTrials) { .binomial(trials: $0, probability: $1) },
      OpForm(nil, .trials) { n, p in withSeed(5) { Tensor.binomial(trials: n, probability: p) } },
      errors: [
        OpError("a number of trials must be whole and at least 0, not 1.5") {
          _ = Tensor.binomial(trials: Tensor([1.5]), probability: Tensor([0.5]))
        },
        OpError("a probability must be from 0 to 1, not 2.0") {
          _ = Tensor.binomial(trials: Tensor([1]), probability: Tensor([2]))
        },
      ]),
    OpCase(
      "cauchy", in: "Random/Cauchy", torch: ["cauchy": "x.fillCauchy(median: 0, scale: 1)"],
      OpForm("torch.zeros_like(torch.empty_like(a).cauchy_())", .likes) {
        .zeros(like: filled($0) { $0.fillCauchy() })
      },
      OpForm(nil, .likes) { filled($0) { $0.fillCauchy(median: 2, scale: 0.5) } },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.cauchy(x.shape, dtype: x.dtype) } },
      errors: [
        OpError("a scale must be positive, not 0.0") { _ = Tensor.cauchy([2], scale: 0) },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.cauchy([2], dtype: .int64)
        },
      ]),
    OpCase(
      "exponential", in: "Random/Exponential",
      torch: ["exponential": "x.fillExponential(rate: 1)"],
      OpForm("torch.zeros_like(torch.empty_like(a).exponential_())", .likes) {
        .zeros(like: filled($0) { $0.fillExponential() })
      },
      OpForm(nil, .likes) { filled($0) { $0.fillExponential(rate: 3) } },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.exponential(x.shape, dtype: x.dtype) } },
      errors: [
        OpError("a rate must be positive, not 0.0") { _ = Tensor.exponential([2], rate: 0) },
        OpError("a size of shape [-2] is negative") { _ = Tensor.exponential([-2]) },
      ]),
    OpCase(
      "gamma", in: "Random/Gamma",
      OpForm("torch.zeros_like(a + b)", .positivePairs) {
        .zeros(like: .gamma(concentration: $0, rate: $1))
      },
      OpForm(nil, .positivePairs) { a, b in withSeed(5) { Tensor.gamma(concentration: a, rate: b) }
      },
      OpForm(nil, .positive) { a in withSeed(5) { Tensor.gamma(concentration: a) } },
      errors: [
        OpError("a concentration must be positive and finite, not -1.0") {
          _ = Tensor.gamma(concentration: Tensor([1, -1]))
        },
        OpError("a rate must be positive, not 0.0") {
          _ = Tensor.gamma(concentration: Tensor([1]), rate: Tensor([0]))
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.gamma(concentration: .arange(1, 3))
        },
      ]),
    OpCase(
      "geometric", in: "Random/Geometric",
      torch: ["geometric": "x.fillGeometric(probability: 0.5)"],
      OpForm("torch.zeros_like(torch.empty_like(a).geometric_(0.5))", .likes) {
        .zeros(like: filled($0) { $0.fillGeometric(probability: 0.5) })
      },
      OpForm(nil, .likes) { filled($0) { $0.fillGeometric(probability: 0.2) } },
      OpForm(nil, .likes) { x in
        withSeed(5) { Tensor.geometric(x.shape, probability: 0.9, dtype: x.dtype) }
      },
      errors: [
        OpError("a probability must be above 0 and at most 1, not 0.0") {
          _ = Tensor.geometric([2], probability: 0)
        },
        OpError("bool holds no numbers of trials") {
          _ = Tensor.geometric([2], probability: 0.5, dtype: .bool)
        },
      ]),
    OpCase(
      "logNormal", in: "Random/LogNormal",
      torch: ["log_normal": "x.fillLogNormal(mean: 1, std: 2)"],
      OpForm("torch.zeros_like(torch.empty_like(a).log_normal_())", .likes) {
        .zeros(like: filled($0) { $0.fillLogNormal() })
      },
      OpForm(nil, .likes) { filled($0) { $0.fillLogNormal(mean: 0, std: 0.5) } },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.logNormal(x.shape, dtype: x.dtype) } },
      errors: [
        OpError("a standard deviation must be positive, not 0.0") {
          _ = Tensor.logNormal([2], std: 0)
        },
        OpError("needs a floating-point dtype, not bool") {
          _ = Tensor.logNormal([2], dtype: .bool)
        },
      ]),
    OpCase(
      "multinomial", in: "Random/Multinomial", torch: ["multinomial": "x.multinomial(count: 2)"],
      OpForm("torch.multinomial(a, 1)", .onlyOneChoice) { w in
        withSeed(5) { w.multinomial(count: 1) }
      },
      OpForm("torch.multinomial(a, 3, replacement=True)", .onlyOneChoice) { w in
        withSeed(5) { w.multinomial(count: 3, withReplacement: true) }
      },
      OpForm(nil, .weights) { w in withSeed(5) { w.multinomial(count: 2) } },
      OpForm(nil, .weights) { w in
        withSeed(5) { w.multinomial(count: 9, withReplacement: true) }
      },
      errors: [
        OpError("weights of shape [1, 1, 2]") {
          _ = Tensor.ones([1, 1, 2]).multinomial(count: 1)
        },
        OpError("0 places") { _ = Tensor.ones([2]).multinomial(count: 0) },
        OpError("a weight must be finite and at least 0, not -1.0") {
          _ = Tensor([1, -1]).multinomial(count: 1)
        },
        OpError("each row needs 2 positive weights") {
          _ = Tensor([[1, 1], [1, 0]]).multinomial(count: 2)
        },
        OpError("each row needs 1 positive weights") {
          _ = Tensor([0, 0]).multinomial(count: 2, withReplacement: true)
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.arange(3).multinomial(count: 1)
        },
      ]),
    OpCase(
      "normal", in: "Random/Normal",
      torch: ["normal": "Tensor.normal(mean: x, std: y)"],
      OpForm("torch.normal(a, torch.zeros_like(b))", .certainPairs) {
        .normal(mean: $0, std: .zeros(like: $1))
      },
      OpForm("torch.zeros_like(torch.empty_like(a).normal_())", .likes) {
        .zeros(like: filled($0) { $0.fillNormal() })
      },
      OpForm(nil, .positivePairs) { a, b in withSeed(5) { Tensor.normal(mean: a, std: b) } },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.normal(like: x, mean: 2, std: 3) } },
      errors: [
        OpError("a standard deviation must be at least 0, not -1.0") {
          _ = Tensor.normal([2], std: -1)
        },
        OpError("a standard deviation must be at least 0, not -2.0") {
          _ = Tensor.normal(mean: 1, std: Tensor([1, -2]))
        },
        OpError("shapes [2] and [3] do not broadcast") {
          _ = Tensor.normal(mean: .ones([2]), std: .ones([3]))
        },
      ]),
    OpCase(
      "poisson", in: "Random/Poisson",
      OpForm("torch.poisson(torch.zeros_like(a))", .likes) { Tensor.zeros(like: $0).poisson() },
      OpForm(nil, .positive) { a in withSeed(5) { (a.detach() * 8).poisson() } },
      errors: [
        OpError("a mean must be finite and at least 0, not -1.0") {
          _ = Tensor([-1]).poisson()
        },
        OpError("needs a floating-point dtype, not int64") { _ = Tensor.arange(2).poisson() },
      ]),
    OpCase(
      "rand", in: "Random/Rand", torch: ["rand_like": "Tensor.rand(like: x)"],
      OpForm("torch.zeros_like(torch.rand_like(a))", .likes) {
        .zeros(like: .rand(like: $0))
      },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.rand(like: x) } },
      errors: [
        OpError("needs a floating-point dtype, not int8") { _ = Tensor.rand([2], dtype: .int8) },
        OpError("a size of shape [2, -1] is negative") { _ = Tensor.rand([2, -1]) },
      ]),
    OpCase(
      "randint", in: "Random/Randint",
      torch: [
        "randint": "Tensor.randint(0..<10, [2, 3])",
        "randint_like": "Tensor.randint(like: x, 0..<10)",
      ],
      OpForm("torch.randint_like(a, 3, 4)", .anyLikes) { .randint(like: $0, 3..<4) },
      OpForm("torch.randint(3, 4, (2, 3))", .anyLikes) { _ in .randint(3..<4, [2, 3]) },
      OpForm(nil, .anyLikes) { x in withSeed(5) { Tensor.randint(like: x, 0..<100) } },
      OpForm(nil, .anyLikes) { filled($0) { $0.fillRandint(3..<9) } },
      errors: [
        OpError("no numbers in 3..<3") { _ = Tensor.randint(3..<3, [2]) },
        OpError("int8 does not hold the numbers 0..<300") {
          _ = Tensor.randint(0..<300, [2], dtype: .int8)
        },
        OpError("bool does not hold the numbers 0..<2") {
          _ = Tensor.randint(0..<2, [2], dtype: .bool)
        },
      ]),
    OpCase(
      "randn", in: "Random/Randn",
      torch: ["randn": "Tensor.randn([2, 3])", "randn_like": "Tensor.randn(like: x)"],
      OpForm("torch.zeros_like(torch.randn_like(a))", .likes) {
        .zeros(like: .randn(like: $0))
      },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.randn(like: x) } },
      errors: [
        OpError("needs a floating-point dtype, not bool") { _ = Tensor.randn([2], dtype: .bool) },
        OpError("a size of shape [-1] is negative") { _ = Tensor.randn([-1]) },
      ]),
    OpCase(
      "randperm", in: "Random/Randperm",
      OpForm("torch.randperm(1)", .none) { _ in [.randperm(1)] },
      OpForm("torch.randperm(0, dtype=torch.int32)", .none) { _ in [.randperm(0, dtype: .int32)] },
      OpForm("torch.randperm(9, dtype=torch.float16).sort()[0]", .none) { _ in
        [
          Tensor(
            Tensor.randperm(9, dtype: .float16).array(as: Float.self).sorted(), dtype: .float16)
        ]
      },
      errors: [
        OpError("-1 numbers") { _ = Tensor.randperm(-1) },
        OpError("int8 does not hold 200 numbers") { _ = Tensor.randperm(200, dtype: .int8) },
      ]),
    OpCase(
      "uniform", in: "Random/Uniform", torch: ["uniform": "x.fillUniform(in: 0..<1)"],
      OpForm("torch.zeros_like(torch.empty_like(a).uniform_())", .likes) {
        .zeros(like: filled($0) { $0.fillUniform() })
      },
      OpForm(nil, .likes) { filled($0) { $0.fillUniform(in: -3..<2) } },
      OpForm(nil, .likes) { x in withSeed(5) { Tensor.uniform(like: x, in: 2..<2.5) } },
      errors: [
        OpError("float32 has no numbers in 2.0..<2.0") { _ = Tensor.uniform([2], in: 2..<2) },
        OpError("float16 has no numbers in 1.0001..<1.0002") {
          _ = Tensor.uniform([2], in: 1.0001..<1.0002, dtype: .float16)
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = Tensor.uniform([2], dtype: .int64)
        },
      ]),
  ]

  /// A copy of a tensor after a change of its elements by fixed numbers.
  private static func filled(_ x: Tensor, _ fill: (Tensor) -> Void) -> Tensor {
    let copy = x.detach().clone()
    withSeed(5) { fill(copy) }
    return copy
  }
}

extension SampleSet {
  /// Tensors of floating-point dtypes whose shape and dtype alone count.
  fileprivate static let likes =
    SampleSet.shapes(sampleShapes, dtypes: Catalogue.floats, large: [257, 1031])
    .withoutFiniteDifferences + .eachDType(Catalogue.floats)

  /// As ``likes``, of all dtypes but bool.
  fileprivate static let anyLikes =
    SampleSet.shapes(sampleShapes, dtypes: Catalogue.numbers, large: [257, 1031])
    .withoutFiniteDifferences + .eachDType(Catalogue.numbers)

  /// What can be said of chance beside this: nothing about derivatives.
  private static func floats(
    _ ranges: ClosedRange<Double>..., shapes: [[[Int]]]
  ) -> SampleSet {
    let doubles = shapes.enumerated().map { seed, shapes in
      Sample(
        zip(shapes, ranges).enumerated().map { place, pair in
          .reals(pair.0, in: pair.1, seed: 10 * seed + place)
        }, derivatives: .unknown)
    }
    let others = Catalogue.floats.flatMap { dtype in
      doubles.prefix(4).map { sample in
        Sample(sample.inputs.map { $0.cast(to: dtype) }, derivatives: .unknown)
      }
    }
    let large = Sample(
      zip([[257, 31], [31]], ranges).map { .reals($0, in: $1) }, derivatives: .unknown)
    return SampleSet(doubles + others, large: large)
  }

  fileprivate static let probabilities = floats(0...1, shapes: sampleShapes.map { [$0] })
  fileprivate static let positive = floats(0.25...9, shapes: sampleShapes.map { [$0] })
  fileprivate static let positivePairs = floats(
    0.25...9, 0.5...2,
    shapes: [
      [[2, 3], [3]], [[], []], [[4], [4]], [[2, 1], [1, 3]], [[0], [1]], [[2, 0, 3], [3]],
      [[], [5]], [[3, 1, 2], [2, 1]],
    ])

  /// Means beside something of a shape that stretches to theirs or that they stretch to.
  fileprivate static let certainPairs = SampleSet(
    positivePairs.samples.filter { $0.inputs[0].shape == $0.inputs[1].shape }
      + [[3], [2, 3], [0], []].map {
        Sample(.reals($0), .reals($0, seed: 2), derivatives: .unknown)
      })

  /// Probabilities of 0 and 1.
  fileprivate static let certain = SampleSet(
    [[3], [], [0], [2, 2]].flatMap { shape in
      Catalogue.floats.map {
        Sample(
          .integers(shape, in: 0...1, seed: shape.count, dtype: $0), derivatives: .unknown)
      }
    })

  fileprivate static let certainTrials = SampleSet(
    [[3], [], [0], [2, 2]].flatMap { shape in
      [DType.float32, .float64].map {
        Sample(
          .integers(shape, in: 0...9, seed: 1, dtype: $0),
          .integers(shape, in: 0...1, seed: 2, dtype: $0), derivatives: .unknown)
      }
    })

  fileprivate static let trials = SampleSet(
    [[[3], [3]], [[], []], [[2, 1], [3]], [[0], [1]], [[2, 2], [2, 2]]].flatMap { shapes in
      Catalogue.floats.map {
        Sample(
          .integers(shapes[0], in: 0...99, seed: 1, dtype: $0),
          .reals(shapes[1], in: 0...1, seed: 2, dtype: $0), derivatives: .unknown)
      }
    },
    large: Sample(
      .integers([257, 31], in: 0...99, dtype: .float64), .reals([31], in: 0...1),
      derivatives: .unknown))

  fileprivate static let onlyOneChoice = SampleSet(
    Catalogue.floats.flatMap { dtype in
      [
        Sample(.values([2.5, 0, 0, 0], dtype: dtype), derivatives: .unknown),
        Sample(
          .values([1, 0, 0, 3, 0, 0], shape: [2, 3], dtype: dtype), derivatives: .unknown),
      ]
    })

  fileprivate static let weights = SampleSet(
    [[4], [2, 3], [3, 2], [0, 5], [1, 9]].flatMap { shape in
      Catalogue.floats.map {
        Sample(.reals(shape, in: 0.25...3, seed: 3, dtype: $0), derivatives: .unknown)
      }
    }, large: Sample(.reals([301, 40], in: 0.25...3), derivatives: .unknown))
}
