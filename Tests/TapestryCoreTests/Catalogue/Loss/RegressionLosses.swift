import TapestryCore
import TapestryTesting

extension Catalogue {
  static let regressionLosses: [OpCase] = [
    OpCase(
      "mseLoss", in: "Loss/MSELoss", torch: ["nn.functional.mse_loss": "mseLoss(x, y)"],
      forms: OpForm.losses("F.mse_loss(a, b, REDUCTION)", .pairs()) {
        mseLoss($0[0], $0[1], reduction: $1)
      }
        + OpForm.losses(
          "F.mse_loss(a, b, weight=c, REDUCTION)", .pairs(third: true, specials: false)
        ) {
          mseLoss($0[0], $0[1], weight: $0[2], reduction: $1)
        },
      errors: differingShapes(mseLoss) + [
        OpError("weight [2] for predictions [3] must have their shape") {
          _ = mseLoss(.zeros([3]), .zeros([3]), weight: .ones([2]))
        }
      ]),
    OpCase(
      "l1Loss", in: "Loss/L1Loss", torch: ["nn.functional.l1_loss": "l1Loss(x, y)"],
      forms: OpForm.losses("F.l1_loss(a, b, REDUCTION)", .pairs()) {
        l1Loss($0[0], $0[1], reduction: $1)
      }
        + OpForm.losses(
          "F.l1_loss(a, b, weight=c, REDUCTION)", .pairs(third: true, specials: false)
        ) {
          l1Loss($0[0], $0[1], weight: $0[2], reduction: $1)
        },
      errors: differingShapes(l1Loss) + [
        OpError("weight [] for predictions [3] must have their shape") {
          _ = l1Loss(.zeros([3]), .zeros([3]), weight: .ones([]))
        }
      ]),
    OpCase(
      "smoothL1Loss", in: "Loss/SmoothL1Loss",
      torch: ["nn.functional.smooth_l1_loss": "smoothL1Loss(x, y)"],
      forms: OpForm.losses("F.smooth_l1_loss(a, b, REDUCTION)", .pairs()) {
        smoothL1Loss($0[0], $0[1], reduction: $1)
      } + [
        OpForm("F.smooth_l1_loss(a, b, beta=0.3, reduction='none')", .pairs()) {
          smoothL1Loss($0, $1, beta: 0.3, reduction: .none)
        },
        OpForm("F.smooth_l1_loss(a, b, beta=0)", .pairs(specials: false).undefinedWhereEmpty) {
          smoothL1Loss($0, $1, beta: 0)
        },
      ],
      errors: differingShapes { smoothL1Loss($0, $1, reduction: $3, file: $4, line: $5) } + [
        OpError("beta -1.0 is negative") { _ = smoothL1Loss(.zeros([3]), .zeros([3]), beta: -1) }
      ]),
    OpCase(
      "huberLoss", in: "Loss/HuberLoss", torch: ["nn.functional.huber_loss": "huberLoss(x, y)"],
      forms: OpForm.losses("F.huber_loss(a, b, REDUCTION)", .pairs()) {
        huberLoss($0[0], $0[1], reduction: $1)
      }
        + OpForm.losses(
          "F.huber_loss(a, b, delta=0.3, weight=c, REDUCTION)",
          .pairs(third: true, specials: false)
        ) { huberLoss($0[0], $0[1], delta: 0.3, weight: $0[2], reduction: $1) },
      errors: differingShapes { huberLoss($0, $1, weight: $2, reduction: $3, file: $4, line: $5) }
        + [
          OpError("delta 0.0 must be above 0") { _ = huberLoss(.zeros([3]), .zeros([3]), delta: 0) }
        ]),
    OpCase(
      "poissonNLLLoss", in: "Loss/PoissonNLLLoss",
      torch: ["nn.functional.poisson_nll_loss": "poissonNLLLoss(x, y)"],
      forms: OpForm.losses("F.poisson_nll_loss(a, b, REDUCTION)", .counts) {
        poissonNLLLoss($0[0], $0[1], reduction: $1)
      } + [
        OpForm("F.poisson_nll_loss(a, b, log_input=False, reduction='none')", .counts) {
          poissonNLLLoss($0, $1, logInput: false, reduction: .none)
        },
        OpForm("F.poisson_nll_loss(a, b, full=True, reduction='none')", .counts) {
          poissonNLLLoss($0, $1, full: true, reduction: .none)
        },
        OpForm(
          "F.poisson_nll_loss(a, b, log_input=False, full=True, eps=0.01, reduction='none')",
          .counts
        ) { poissonNLLLoss($0, $1, logInput: false, full: true, epsilon: 0.01, reduction: .none) },
        OpForm(
          "F.poisson_nll_loss(a, b)",
          [Sample(.reals([3]), .integers([3], in: 0...4)), Sample(.integers([3]), .reals([3]))]
        ) { poissonNLLLoss($0, $1) },
      ],
      errors: [
        OpError("shapes [2] and [3] do not broadcast") {
          _ = poissonNLLLoss(.zeros([2]), .zeros([3]))
        },
        OpError("shapes [5, 4] and [5] do not broadcast") {
          _ = poissonNLLLoss(.zeros([5, 4]), .zeros([5]))
        },
      ]),
    OpCase(
      "gaussianNLLLoss", in: "Loss/GaussianNLLLoss",
      torch: ["nn.functional.gaussian_nll_loss": "gaussianNLLLoss(x, y, variance: v)"],
      forms: OpForm.losses(
        "F.gaussian_nll_loss(a, b, c, REDUCTION)", .pairs(third: true, specials: false)
      ) { gaussianNLLLoss($0[0], $0[1], variance: $0[2], reduction: $1) } + [
        OpForm("F.gaussian_nll_loss(a, b, c, full=True, eps=0.5, reduction='none')", .variances) {
          gaussianNLLLoss($0, $1, variance: $2, full: true, epsilon: 0.5, reduction: .none)
        },
        OpForm("F.gaussian_nll_loss(a, b, 0.3, reduction='none')", .pairs(specials: false)) {
          gaussianNLLLoss($0, $1, variance: 0.3, reduction: .none)
        },
        OpForm(
          "F.gaussian_nll_loss(a, b, c, reduction='none')",
          [
            Sample(
              .values([1, 2, .infinity, .nan, 1, 1]), .values([1, .infinity, 1, 1, .nan, 1]),
              .values([0, 1, 1, 1, 1, .infinity]), derivatives: .stored)
          ]
        ) { gaussianNLLLoss($0, $1, variance: $2, reduction: .none) },
      ],
      errors: [
        OpError("a variance is negative") {
          _ = gaussianNLLLoss(.zeros([2]), .zeros([2]), variance: Tensor([1, -1]))
        },
        OpError("variance [2, 2] for predictions [2, 3] must have their shape, a size of 1") {
          _ = gaussianNLLLoss(.zeros([2, 3]), .zeros([2, 3]), variance: .ones([2, 2]))
        },
        OpError("shapes [10, 2] and [10, 3] do not broadcast") {
          _ = gaussianNLLLoss(.zeros([10, 2]), .zeros([10, 3]), variance: .ones([10, 2]))
        },
      ]),
    OpCase(
      "klDiv", in: "Loss/KLDiv", torch: ["nn.functional.kl_div": "klDiv(x, y)"],
      OpForm("F.kl_div(a, b)", .pairs(-4...0, 0.125...1, specials: false).undefinedWhereEmpty) {
        klDiv($0, $1)
      },
      OpForm("F.kl_div(a, b, reduction='sum')", .pairs(-4...0, 0.125...1, specials: false)) {
        klDiv($0, $1, reduction: .sum)
      },
      OpForm("F.kl_div(a, b, reduction='none')", .pairs(-4...0, 0.125...1, specials: false)) {
        klDiv($0, $1, reduction: .none)
      },
      OpForm(
        "F.kl_div(a, b, reduction='batchmean')",
        .broadcast(
          [[[2, 3], [2, 3]], [[4], [4]], [[], []], [[3, 2, 2], [3, 2, 2]]], in: [-4...0, 0.125...1])
      ) { klDiv($0, $1, reduction: .batchmean) },
      OpForm(
        "F.kl_div(a, b, reduction='none', log_target=True)",
        .pairs(-4...0, -4...0, specials: false)
      ) { klDiv($0, $1, reduction: .none, logTarget: true) },
      OpForm("F.kl_div(a, b.detach(), reduction='none')", .zeroProbabilities) {
        klDiv($0, $1.detach(), reduction: .none)
      },
      errors: [
        OpError("shapes [2] and [3] do not broadcast") { _ = klDiv(.zeros([2]), .zeros([3])) },
        OpError("needs a floating-point dtype, not int64") { _ = klDiv(.arange(3), .zeros([3])) },
        OpError("needs a floating-point dtype, not bool") {
          _ = klDiv(.zeros([3]), .zeros([3], dtype: .bool))
        },
      ]),
  ]

  private static func differingShapes(
    _ loss:
      @escaping @Sendable (Tensor, Tensor, Tensor?, LossReduction, StaticString, UInt) ->
      Tensor
  ) -> [OpError] {
    [
      OpError("predictions [3] and targets [3, 1] must have one shape") {
        _ = loss(.zeros([3]), .zeros([3, 1]), nil, .mean, #fileID, #line)
      },
      OpError("needs a floating-point dtype, not int64") {
        _ = loss(.arange(3), .arange(3), nil, .mean, #fileID, #line)
      },
    ]
  }
}

extension SampleSet {
  /// Expected counts, or their logarithms, and counts.
  fileprivate static let counts =
    pairs(0.25...3, 0.25...4, specials: false)
    + broadcast([[[2, 3], [3]], [[3], [2, 1]]], in: [0.25...3, 0.25...4])
    + [
      Sample(
        .values([0, 1, 100, .infinity, .nan, 2]), .values([0, 0, 1, 3, 2, .nan]),
        derivatives: .unknown)
    ]

  fileprivate static let variances = broadcast(
    [
      [[2, 3], [2, 3], [2, 1]], [[2, 3], [3], [2]], [[2, 3], [2, 1], [1, 3]], [[4], [4], []],
      [[4], [1], [1]], [[2, 3, 2], [2, 3, 2], [2, 3]],
    ], in: [-2...2, -2...2, 0.625...2])

  /// Where targets are 0 PyTorch's own derivative by them is NaN.
  fileprivate static let zeroProbabilities: SampleSet = [
    Sample(
      .values([-1, -2, -.infinity, -1, .nan]), .values([0, 1, 0, .nan, 0.5]),
      derivatives: .stored)
  ]
}
