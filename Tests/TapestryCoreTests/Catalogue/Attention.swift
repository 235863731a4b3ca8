import TapestryCore
import TapestryTesting

// PyTorch's own choice among its ways to compute attention has no second derivative; its plain way does.
private let plain = "torch.ops.aten._scaled_dot_product_attention_math"

extension Catalogue {
  static let attention: [OpCase] = [
    OpCase(
      "scaledDotProductAttention", in: "Attention/ScaledDotProductAttention",
      torch: [
        "nn.functional.scaled_dot_product_attention": "scaledDotProductAttention(q, k, v)",
        "torch.ops.aten._flash_attention_forward": "scaledDotProductAttention(q, k, v)",
        "torch.ops.aten._efficient_attention_forward": "scaledDotProductAttention(q, k, v)",
      ],
      OpForm("\(plain)(a, b, c)[0]", .attention) { scaledDotProductAttention($0, $1, $2) },
      OpForm("F.scaled_dot_product_attention(a, b, c, scale=0.3)", .attention) {
        scaledDotProductAttention($0, $1, $2, scale: 0.3)
      },
      OpForm("\(plain)(a, b, c, None, 0.0, True)[0]", .attention.withKeys) {
        scaledDotProductAttention($0, $1, $2, isCausal: true)
      },
      OpForm(
        "F.scaled_dot_product_attention(a, b, c, d)", .maskedAttention { .bools($0, seed: $1) },
        all: { [scaledDotProductAttention($0[0], $0[1], $0[2], attnMask: $0[3])] }),
      OpForm(
        "\(plain)(a, b, c, d)[0]", .maskedAttention { .reals($0, seed: $1) },
        all: { [scaledDotProductAttention($0[0], $0[1], $0[2], attnMask: $0[3])] }),
      // Not on the tape, a mask of numbers goes through the kernels.
      OpForm(
        "\(plain)(a, b, c, d.detach().round())[0]", .maskedAttention { .reals($0, seed: $1) },
        all: {
          [scaledDotProductAttention($0[0], $0[1], $0[2], attnMask: $0[3].detach().rounded())]
        }),
      OpForm(
        "F.scaled_dot_product_attention(a, b, c, torch.tensor([[True, False], [False, False]]))",
        .hidden
      ) {
        scaledDotProductAttention($0, $1, $2, attnMask: Tensor([[true, false], [false, false]]))
      },
      OpForm(
        "\(plain)(a, b, c, torch.tensor([[0, -inf], [-inf, -inf]], dtype=a.dtype))[0]", .hidden
      ) {
        scaledDotProductAttention(
          $0, $1, $2,
          attnMask: Tensor(
            [0, -Double.infinity, -.infinity, -.infinity], shape: [2, 2], dtype: $0.dtype))
      },
      OpForm("\(plain)(a, b, c, None, 0.0, False, None, enable_gqa=True)[0]", .groupedHeads) {
        scaledDotProductAttention($0, $1, $2, enableGQA: true)
      },
      OpForm(nil, .attention.withKeys) { query, key, value in
        withSeed(5) { scaledDotProductAttention(query, key, value, dropout: 0.25) }
      },
      OpForm(
        "F.scaled_dot_product_attention(a, b, c)",
        [
          Sample(
            .values([1, 2, .nan, 1], shape: [2, 2]), .reals([3, 2]), .reals([3, 2]),
            derivatives: .stored),
          Sample(
            .values([100, -100], shape: [1, 2]), .values([90, -90, 1, 1], shape: [2, 2]),
            .values([1, 2], shape: [2, 1]), derivatives: .stored),
        ]
      ) { scaledDotProductAttention($0, $1, $2) },
      errors: [
        OpError("query [8], key [8] and value [8]: […, L, E], […, S, E] and […, S, V] are needed") {
          _ = scaledDotProductAttention(.zeros([8]), .zeros([8]), .zeros([8]))
        },
        OpError("query [4, 8], key [5, 7] and value [5, 8]") {
          _ = scaledDotProductAttention(.zeros([4, 8]), .zeros([5, 7]), .zeros([5, 8]))
        },
        OpError("query float32, key float64 and value float32 must be of one floating-point dtype")
        {
          _ = scaledDotProductAttention(
            .zeros([4, 8]), .zeros([5, 8], dtype: .float64), .zeros([5, 8]))
        },
        OpError("a mask of [4] does not stretch to query [4, 8]") {
          _ = scaledDotProductAttention(
            .zeros([4, 8]), .zeros([5, 8]), .zeros([5, 8]), attnMask: .zeros([4], dtype: .bool))
        },
        OpError("a mask of int64 for a query of float32; bool or the same dtype is needed") {
          _ = scaledDotProductAttention(
            .zeros([4, 8]), .zeros([5, 8]), .zeros([5, 8]), attnMask: .zeros([4, 5], dtype: .int64))
        },
        OpError("leading axes do not broadcast") {
          _ = scaledDotProductAttention(.zeros([2, 4, 8]), .zeros([3, 5, 8]), .zeros([3, 5, 8]))
        },
        OpError("the query's heads must be a multiple of those of key and value") {
          _ = scaledDotProductAttention(
            .zeros([5, 4, 8]), .zeros([3, 5, 8]), .zeros([3, 5, 8]), enableGQA: true)
        },
        OpError("a dropout of 1.5") {
          _ = scaledDotProductAttention(
            .zeros([4, 8]), .zeros([5, 8]), .zeros([5, 8]), dropout: 1.5)
        },
      ]),
    OpCase(
      "multiHeadAttentionForward", in: "Attention/MultiHeadAttentionForward",
      torch: [
        "nn.functional.multi_head_attention_forward":
          "multiHeadAttentionForward(q, k, v, numHeads: n, inProjWeight: w, outProjWeight: o)"
      ],
      heads("", .projections),
      OpForm(
        "F.multi_head_attention_forward(a, b, b, 4, 2, c, d, None, None, False, 0.0, e, f, need_weights=False)[0]",
        .projections,
        all: {
          [
            multiHeadAttentionForward(
              $0[0], $0[1], $0[1], numHeads: 2, inProjWeight: $0[2], inProjBias: $0[3],
              outProjWeight: $0[4], outProjBias: $0[5], needWeights: false
            ).output
          ]
        }),
      OpForm(
        "F.multi_head_attention_forward(a, b, b, 4, 4, c, None, None, None, True, 0.0, e, None, average_attn_weights=False)",
        .projections,
        all: {
          flat(
            multiHeadAttentionForward(
              $0[0], $0[1], $0[1], numHeads: 4, inProjWeight: $0[2], addZeroAttn: true,
              outProjWeight: $0[4], averageAttnWeights: false))
        }),
      OpForm(
        "F.multi_head_attention_forward(a, b, b, 4, 2, c, d, torch.ones(1, 1, 4).to(a), torch.ones(1, 1, 4).to(a), False, 0.0, e, f, attn_mask=torch.tensor([[False, True, False], [False, False, True]]))",
        .projections.ofTwoQueries,
        all: {
          flat(
            multiHeadAttentionForward(
              $0[0], $0[1], $0[1], numHeads: 2, inProjWeight: $0[2], inProjBias: $0[3],
              biasK: .ones([4], dtype: $0[0].dtype), biasV: .ones([1, 1, 4], dtype: $0[0].dtype),
              outProjWeight: $0[4], outProjBias: $0[5],
              attnMask: Tensor([[false, true, false], [false, false, true]])))
        }),
      OpForm(
        "F.multi_head_attention_forward(a, b, b, 4, 2, c, d, None, None, True, 0.0, e, f, key_padding_mask=torch.tensor([[False, True, False], [True, False, False]]), attn_mask=torch.tensor([[0.0, 1.0, -1.0], [0.5, 0.0, 1.0]]).to(a))",
        .projections.ofTwoQueries.batched,
        all: {
          flat(
            multiHeadAttentionForward(
              $0[0], $0[1], $0[1], numHeads: 2, inProjWeight: $0[2], inProjBias: $0[3],
              addZeroAttn: true, outProjWeight: $0[4], outProjBias: $0[5],
              keyPaddingMask: Tensor([[false, true, false], [true, false, false]]),
              attnMask: Tensor([[0, 1, -1], [0.5, 0, 1]], dtype: $0[0].dtype)))
        }),
      OpForm(
        "F.multi_head_attention_forward(a, b, b[..., :3], 4, 2, None, None, None, None, False, 0.0, e, f, use_separate_proj_weight=True, q_proj_weight=c[:4], k_proj_weight=c[4:8], v_proj_weight=c[8:, :3])",
        .projections,
        all: {
          flat(
            multiHeadAttentionForward(
              $0[0], $0[1], $0[1][.ellipsis, ..<3], numHeads: 2, outProjWeight: $0[4],
              outProjBias: $0[5],
              separateProjections: ($0[2][..<4], $0[2][4..<8], $0[2][8..., ..<3])))
        }),
      OpForm(
        "F.multi_head_attention_forward(a, b, b, 4, 2, c, d, None, None, False, 0.0, e, f, static_k=torch.ones(4, 5, 2).to(a), static_v=torch.ones(4, 5, 2).to(a) * 2)",
        .projections.batched,
        all: {
          flat(
            multiHeadAttentionForward(
              $0[0], $0[1], $0[1], numHeads: 2, inProjWeight: $0[2], inProjBias: $0[3],
              outProjWeight: $0[4], outProjBias: $0[5],
              staticK: .ones([4, 5, 2], dtype: $0[0].dtype),
              staticV: .full([4, 5, 2], 2, dtype: $0[0].dtype)))
        }),
      OpForm(
        nil, .projections,
        all: { inputs in
          withSeed(5) {
            flat(
              multiHeadAttentionForward(
                inputs[0], inputs[1], inputs[1], numHeads: 2, inProjWeight: inputs[2],
                dropout: 0.25, outProjWeight: inputs[4]))
          }
        }),
      errors: [
        OpError("3 heads do not divide the 4 numbers of query [2, 1, 4]") {
          _ = multiHeadAttentionForward(
            .zeros([2, 1, 4]), .zeros([3, 1, 4]), .zeros([3, 1, 4]), numHeads: 3,
            outProjWeight: .zeros([4, 4]))
        },
        OpError("inProjWeight none must be [12, 4], or separateProjections given") {
          _ = multiHeadAttentionForward(
            .zeros([2, 1, 4]), .zeros([3, 1, 4]), .zeros([3, 1, 4]), numHeads: 2,
            outProjWeight: .zeros([4, 4]))
        },
        OpError("query [2, 4], key [3, 1, 4] and value [3, 1, 4]") {
          _ = multiHeadAttentionForward(
            .zeros([2, 4]), .zeros([3, 1, 4]), .zeros([3, 1, 4]), numHeads: 2,
            outProjWeight: .zeros([4, 4]))
        },
        OpError("attnMask [2, 2] must be [2, 3] or [2, 2, 3]") {
          _ = multiHeadAttentionForward(
            .zeros([2, 1, 4]), .zeros([3, 1, 4]), .zeros([3, 1, 4]), numHeads: 2,
            inProjWeight: .zeros([12, 4]), outProjWeight: .zeros([4, 4]), attnMask: .zeros([2, 2]))
        },
        OpError("biasK and biasV are needed both or not at all") {
          _ = multiHeadAttentionForward(
            .zeros([2, 1, 4]), .zeros([3, 1, 4]), .zeros([3, 1, 4]), numHeads: 2,
            inProjWeight: .zeros([12, 4]), biasK: .zeros([4]), outProjWeight: .zeros([4, 4]))
        },
      ]),
  ]

  private static func heads(_ rest: String, _ samples: SampleSet) -> OpForm {
    OpForm(
      "F.multi_head_attention_forward(a, b, b, 4, 2, c, d, None, None, False, 0.0, e, f\(rest))",
      samples,
      all: {
        flat(
          multiHeadAttentionForward(
            $0[0], $0[1], $0[1], numHeads: 2, inProjWeight: $0[2], inProjBias: $0[3],
            outProjWeight: $0[4], outProjBias: $0[5]))
      })
  }

  @Sendable private static func flat(_ result: (output: Tensor, weights: Tensor?)) -> [Tensor] {
    [result.output] + (result.weights.map { [$0] } ?? [])
  }
}

extension SampleSet {
  private static let attentionShapes: [[[Int]]] = [
    [[2, 3], [4, 3], [4, 2]], [[2, 2, 3], [2, 4, 3], [2, 4, 3]], [[1, 1], [1, 1], [1, 1]],
    [[3, 2, 2], [2, 3, 4, 2], [2, 3, 4, 1]], [[2, 1, 3, 2], [1, 2, 3, 2], [3, 2]],
    [[0, 3], [2, 3], [2, 3]], [[2, 3], [0, 3], [0, 2]],
  ]

  private static let largeAttention: [[Int]] = [
    [2, 2, 150, 16], [2, 2, 600, 16], [2, 2, 600, 8],
  ]

  private static func operands(_ shapes: [[Int]], _ dtype: DType, seed: Int) -> [SampleInput] {
    shapes.enumerated().map { .reals($1, seed: seed + 10 * $0, dtype: dtype) }
  }

  fileprivate static let attention = SampleSet(
    attentionShapes.enumerated().map { Sample(operands($1, .float64, seed: $0 + 1)) }
      + [Sample(operands(attentionShapes[0], .float32, seed: 9))],
    large: Sample(operands(largeAttention, .float64, seed: 10)))

  fileprivate var withKeys: SampleSet {
    SampleSet(samples.filter { $0.inputs[1].shape.first != 0 }, large: large)
  }

  /// With a mask of the scores' shape, or one that is stretched along some axes.
  fileprivate static func maskedAttention(
    _ mask: (_ shape: [Int], _ seed: Int) -> SampleInput
  ) -> SampleSet {
    let masks = [[2, 4], [2, 1, 4], [1, 1], [3, 2, 4], [1, 3]]
    return SampleSet(
      zip(attentionShapes, masks).enumerated().map { seed, shapes in
        Sample(operands(shapes.0, .float64, seed: seed + 1) + [mask(shapes.1, seed + 41)])
      },
      large: Sample(operands(largeAttention, .float64, seed: 10) + [mask([2, 1, 150, 600], 51)]))
  }

  /// Two queries and two keys.
  fileprivate static let hidden = SampleSet(
    [[[2, 3], [2, 3], [2, 2]], [[2, 2, 1], [2, 2, 1], [2, 2, 1]]].enumerated().map {
      Sample(operands($1, .float64, seed: $0 + 1))
    })

  fileprivate static let groupedHeads = SampleSet(
    [
      [[1, 4, 2, 3], [1, 2, 3, 3], [1, 2, 3, 2]], [[4, 2, 3], [1, 3, 3], [2, 3, 2]],
      [[2, 2, 2], [2, 3, 2], [2, 3, 2]],
    ].enumerated().map { Sample(operands($1, .float64, seed: $0 + 1)) },
    large: Sample(operands([[8, 100, 16], [2, 300, 16], [2, 300, 8]], .float64, seed: 7)))

  /// Query, key, and the weights and biases of projections of four numbers.
  fileprivate static let projections: SampleSet = {
    func sample(_ shapes: [[Int]], _ dtype: DType, seed: Int) -> Sample {
      Sample(operands(shapes + [[12, 4], [12], [4, 4], [4]], dtype, seed: seed))
    }
    let shapes: [[[Int]]] = [
      [[2, 2, 4], [3, 2, 4]], [[2, 4], [3, 4]], [[1, 2, 4], [1, 2, 4]], [[0, 2, 4], [3, 2, 4]],
    ]
    return SampleSet(
      shapes.enumerated().map { sample($1, .float64, seed: $0 + 1) }
        + [sample(shapes[0], .float32, seed: 7)],
      large: sample([[90, 3, 4], [300, 3, 4]], .float64, seed: 8))
  }()

  fileprivate var ofTwoQueries: SampleSet {
    SampleSet(samples.filter { $0.inputs[0].shape[0] == 2 })
  }

  fileprivate var batched: SampleSet { SampleSet(samples.filter { $0.inputs[0].shape.count == 3 }) }
}
