import TapestryCore
import TapestryTesting

extension Catalogue {
  static let normalization: [OpCase] = [
    OpCase(
      "batchNorm", in: "Normalization/BatchNorm",
      torch: [
        "nn.functional.batch_norm": "batchNorm(x, runningMean: m, runningVar: v)",
        "native_batch_norm": "nativeBatchNorm(x, runningMean: m, runningVar: v, isTraining: true)",
        "_native_batch_norm_legit": "nativeBatchNorm(x, isTraining: true)",
        "_batch_norm_with_update":
          "nativeBatchNorm(x, runningMean: m, runningVar: v, isTraining: true)",
      ],
      OpForm("F.batch_norm(a, None, None, training=True)", .channels(factors: 0)) {
        batchNorm($0, isTraining: true)
      },
      OpForm("F.batch_norm(a, None, None, b, None, training=True, eps=0.5)", .channels(factors: 1))
      { batchNorm($0, weight: $1, isTraining: true, epsilon: 0.5) },
      OpForm(
        "F.batch_norm(a, None, None, torch.ones(3).to(a), b, training=True)", .channels(factors: 1)
      ) {
        batchNorm($0, bias: $1, isTraining: true)
      },
      OpForm("F.batch_norm(a, None, None, b, c, training=True)", .channels(factors: 2)) {
        batchNorm($0, weight: $1, bias: $2, isTraining: true)
      },
      OpForm(
        "F.batch_norm(a, torch.tensor([0.5, -1, 2]).to(a), torch.tensor([0.25, 1, 4]).to(a), b, c)",
        .channels(factors: 2)
      ) {
        batchNorm(
          $0, runningMean: Tensor([0.5, -1, 2], dtype: $0.dtype),
          runningVar: Tensor([0.25, 1, 4], dtype: $0.dtype), weight: $1, bias: $2)
      },
      OpForm(
        "F.batch_norm(a, torch.tensor([0.5, -1, 2]).to(a), torch.tensor([0.25, 1, 4]).to(a), eps=0.5)",
        .channels(factors: 0)
      ) {
        batchNorm(
          $0, runningMean: Tensor([0.5, -1, 2], dtype: $0.dtype),
          runningVar: Tensor([0.25, 1, 4], dtype: $0.dtype), epsilon: 0.5)
      },
      OpForm(
        "(lambda x, m, v: [F.batch_norm(x, m, v, training=True, momentum=0.3), m, v])(a, torch.tensor([0.5, -1, 2]).to(a), torch.tensor([0.25, 1, 4]).to(a))",
        .channels(factors: 0).withoutFiniteDifferences,
        all: { inputs in
          let mean = Tensor([0.5, -1, 2], dtype: inputs[0].dtype)
          let variance = Tensor([0.25, 1, 4], dtype: inputs[0].dtype)
          let result = batchNorm(
            inputs[0], runningMean: mean, runningVar: variance, isTraining: true, momentum: 0.3)
          return [result, mean, variance]
        }),
      OpForm(
        "list(torch.native_batch_norm(a, b, c, None, None, True, 0.1, 1e-5))",
        .channels(factors: 2, emptyToo: false).withoutFiniteDifferences,
        all: {
          let result = nativeBatchNorm($0[0], weight: $0[1], bias: $0[2], isTraining: true)
          return [result.output, result.mean, result.scale]
        }),
      OpForm(
        "F.batch_norm(a, None, None, training=True)",
        [
          Sample(
            .values([1, .nan, 1, 2, 1, .infinity], shape: [2, 3]), derivatives: .stored),
          Sample(.values([7, 7, 7, 7, 7, 7], shape: [2, 3]), derivatives: .stored),
        ]
      ) { batchNorm($0, isTraining: true) },
      errors: [
        OpError("input [3] must be [batch, channels, …]") {
          _ = batchNorm(.zeros([3]), isTraining: true)
        },
        OpError("running mean and variance are needed where isTraining is false") {
          _ = batchNorm(.zeros([2, 3]))
        },
        OpError("one element for each channel in input [1, 3]; training needs more") {
          _ = batchNorm(.zeros([1, 3]), isTraining: true)
        },
        OpError("weight of float32 [2] for input float32 [2, 3] must be float32 [3]") {
          _ = batchNorm(.zeros([2, 3]), weight: .ones([2]), isTraining: true)
        },
        OpError("running mean of float64 [3] for input float32 [2, 3] must be float32 [3]") {
          _ = batchNorm(
            .zeros([2, 3]), runningMean: .zeros([3], dtype: .float64), runningVar: .ones([3]))
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = batchNorm(.zeros([2, 3], dtype: .int64), isTraining: true)
        },
        OpError("an epsilon of 0.0, which must be above 0") {
          _ = batchNorm(.zeros([2, 3]), isTraining: true, epsilon: 0)
        },
      ]),
    OpCase(
      "groupNorm", in: "Normalization/GroupNorm",
      torch: [
        "nn.functional.group_norm": "groupNorm(x, groups: n)",
        "native_group_norm": "nativeGroupNorm(x, groups: n)",
      ],
      OpForm("F.group_norm(a, 2)", .groups(factors: 0)) { groupNorm($0, groups: 2) },
      OpForm("F.group_norm(a, 1, eps=0.5)", .groups(factors: 0)) {
        groupNorm($0, groups: 1, epsilon: 0.5)
      },
      OpForm("F.group_norm(a, 2, b)", .groups(factors: 1)) {
        groupNorm($0, groups: 2, weight: $1)
      },
      OpForm("F.group_norm(a, 2, torch.ones(4).to(a), b)", .groups(factors: 1)) {
        groupNorm($0, groups: 2, bias: $1)
      },
      OpForm("F.group_norm(a, 2, b, c)", .groups(factors: 2)) {
        groupNorm($0, groups: 2, weight: $1, bias: $2)
      },
      OpForm("F.group_norm(a, 2, b, c, eps=-0.5)", .groups(factors: 2, derivatives: .stored)) {
        groupNorm($0, groups: 2, weight: $1, bias: $2, epsilon: -0.5)
      },
      OpForm(
        "list(torch.native_group_norm(a, b, c, a.shape[0], 4, a[0, 0].numel(), 2, 1e-5))",
        .groups(factors: 2, emptyToo: false),
        all: {
          let result = nativeGroupNorm($0[0], groups: 2, weight: $0[1], bias: $0[2])
          return [result.output, result.mean, result.scale]
        }),
      OpForm(
        "F.group_norm(a, 2)",
        [
          Sample(
            .values([1, .nan, 1, 2, 1, .infinity, 3, 3], shape: [2, 2, 2]), derivatives: .stored)
        ]
      ) { groupNorm($0, groups: 2) },
      errors: [
        OpError("3 groups do not divide the 4 channels of input [2, 4]") {
          _ = groupNorm(.zeros([2, 4]), groups: 3)
        },
        OpError("input [4] must be [batch, channels, …]") { _ = groupNorm(.zeros([4]), groups: 2) },
        OpError("one element for each group in input [1, 2]") {
          _ = groupNorm(.zeros([1, 2]), groups: 2)
        },
        OpError("bias of float32 [2] for input float32 [2, 4] must be float32 [4]") {
          _ = groupNorm(.zeros([2, 4]), groups: 2, bias: .zeros([2]))
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = groupNorm(.zeros([2, 4], dtype: .int64), groups: 2)
        },
      ]),
    OpCase(
      "instanceNorm", in: "Normalization/InstanceNorm",
      torch: ["nn.functional.instance_norm": "instanceNorm(x)"],
      OpForm("F.instance_norm(a)", .instances(factors: 0)) { instanceNorm($0) },
      OpForm("F.instance_norm(a, weight=b, eps=0.5)", .instances(factors: 1, emptyToo: false)) {
        instanceNorm($0, weight: $1, epsilon: 0.5)
      },
      OpForm("F.instance_norm(a, weight=b, bias=c)", .instances(factors: 2, emptyToo: false)) {
        instanceNorm($0, weight: $1, bias: $2)
      },
      OpForm(
        "(lambda x, w, y, m, v: [F.instance_norm(x, m, v, w, y, momentum=0.3), m, v])(a, b, c, torch.tensor([0.5, -1, 2]).to(a), torch.tensor([0.25, 1, 4]).to(a))",
        .instances(factors: 2, emptyToo: false).withoutFiniteDifferences,
        all: { inputs in
          let mean = Tensor([0.5, -1, 2], dtype: inputs[0].dtype)
          let variance = Tensor([0.25, 1, 4], dtype: inputs[0].dtype)
          let result = instanceNorm(
            inputs[0], runningMean: mean, runningVar: variance, weight: inputs[1], bias: inputs[2],
            momentum: 0.3)
          return [result, mean, variance]
        }),
      OpForm(
        "F.instance_norm(a, torch.tensor([0.5, -1, 2]).to(a), torch.tensor([0.25, 1, 4]).to(a), b, c, use_input_stats=False)",
        .instances(factors: 2, emptyToo: false)
      ) {
        instanceNorm(
          $0, runningMean: Tensor([0.5, -1, 2], dtype: $0.dtype),
          runningVar: Tensor([0.25, 1, 4], dtype: $0.dtype), weight: $1, bias: $2,
          useInputStats: false)
      },
      errors: [
        OpError("input [4, 3] must be [batch, channels, …] of three axes or more") {
          _ = instanceNorm(.zeros([4, 3]))
        },
        OpError("one element for each channel in input [2, 4, 1]; more are needed") {
          _ = instanceNorm(.zeros([2, 4, 1]))
        },
        OpError("running mean and variance are needed where useInputStats is false") {
          _ = instanceNorm(.zeros([2, 3, 4]), useInputStats: false)
        },
        OpError("weight of float32 [2] for input float32 [2, 3, 4] must be float32 [3]") {
          _ = instanceNorm(.zeros([2, 3, 4]), weight: .ones([2]))
        },
      ]),
    OpCase(
      "layerNorm", in: "Normalization/LayerNorm",
      torch: [
        "nn.functional.layer_norm": "layerNorm(x, normalizedShape: s)",
        "native_layer_norm": "nativeLayerNorm(x, normalizedShape: s)",
      ],
      OpForm("F.layer_norm(a, (3,))", .rows([3])) { layerNorm($0, normalizedShape: [3]) },
      OpForm("F.layer_norm(a, (2, 3), eps=0.5)", .rows([2, 3])) {
        layerNorm($0, normalizedShape: [2, 3], epsilon: 0.5)
      },
      OpForm("F.layer_norm(a, (3,), b)", .rows([3], factors: 1)) {
        layerNorm($0, normalizedShape: [3], weight: $1)
      },
      OpForm("F.layer_norm(a, (3,), torch.ones(3).to(a), b)", .rows([3], factors: 1)) {
        layerNorm($0, normalizedShape: [3], bias: $1)
      },
      OpForm("F.layer_norm(a, (3,), b, c)", .rows([3], factors: 2)) {
        layerNorm($0, normalizedShape: [3], weight: $1, bias: $2)
      },
      OpForm("F.layer_norm(a, (2, 3), b, c)", .rows([2, 3], factors: 2)) {
        layerNorm($0, normalizedShape: [2, 3], weight: $1, bias: $2)
      },
      OpForm(
        "list(torch.native_layer_norm(a, (2, 3), b, c, 0.5))",
        .rows([2, 3], factors: 2).withoutFiniteDifferences,
        all: {
          let result = nativeLayerNorm(
            $0[0], normalizedShape: [2, 3], weight: $0[1], bias: $0[2], epsilon: 0.5)
          return [result.output, result.mean.detach(), result.scale.detach()]
        }),
      errors: [
        OpError(
          "the last sizes of input [2, 3] must be the normalized shape [2], of one axis or more"
        ) {
          _ = layerNorm(.zeros([2, 3]), normalizedShape: [2])
        },
        OpError("the last sizes of input [2, 3] must be the normalized shape []") {
          _ = layerNorm(.zeros([2, 3]), normalizedShape: [])
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = layerNorm(.arange(3), normalizedShape: [3])
        },
        OpError("weight of float32 [2] must be of float32 [3]") {
          _ = layerNorm(.zeros([2, 3]), normalizedShape: [3], weight: .zeros([2]))
        },
        OpError("bias of float64 [3] must be of float32 [3]") {
          _ = layerNorm(.zeros([2, 3]), normalizedShape: [3], bias: .zeros([3], dtype: .float64))
        },
      ]),
    OpCase(
      "localResponseNorm", in: "Normalization/LocalResponseNorm",
      torch: ["nn.functional.local_response_norm": "localResponseNorm(x, size: n)"],
      OpForm("F.local_response_norm(a, 2, alpha=0.5)", .instances(factors: 0)) {
        localResponseNorm($0, size: 2, alpha: 0.5)
      },
      OpForm("F.local_response_norm(a, 1)", .instances(factors: 0)) {
        localResponseNorm($0, size: 1)
      },
      OpForm("F.local_response_norm(a, 3, alpha=2, beta=0.5, k=1.25)", .instances(factors: 0)) {
        localResponseNorm($0, size: 3, alpha: 2, beta: 0.5, k: 1.25)
      },
      OpForm("F.local_response_norm(a, 12, alpha=2)", .instances(factors: 0)) {
        localResponseNorm($0, size: 12, alpha: 2)
      },
      OpForm(
        "F.local_response_norm(a, 3, alpha=2, beta=0.5, k=1.25)",
        [Sample(.integers([2, 4, 3], in: -5...5, seed: 3, dtype: .int64))]
      ) { localResponseNorm($0, size: 3, alpha: 2, beta: 0.5, k: 1.25) },
      errors: [
        OpError("2 neighbours in input [4, 3]; at least one, and [batch, channels, …]") {
          _ = localResponseNorm(.zeros([4, 3]), size: 2)
        },
        OpError("0 neighbours in input [4, 3, 2]") {
          _ = localResponseNorm(.zeros([4, 3, 2]), size: 0)
        },
        OpError("not defined for bool") {
          _ = localResponseNorm(.zeros([4, 3, 2], dtype: .bool), size: 2)
        },
      ]),
    OpCase(
      "normalize", in: "Normalization/Normalize",
      torch: ["nn.functional.normalize": "normalize(x)"],
      forms: [0, 0.5, 1, 1.5, 2, 3, -1, .infinity].map { (p: Double) in
        OpForm(
          "F.normalize(a, \(p))",
          .shapes(
            [[2, 3], [1, 4], [2, 2, 2], [0, 3]], in: 0.125...4, dtypes: [.float32],
            large: [300, 70])
        ) { normalize($0, p: p) }
      } + [
        OpForm(
          "F.normalize(a, dim=0)",
          .shapes([[], [4], [2, 3], [3, 0]], dtypes: [.float32], large: [300, 70])
        ) { normalize($0, axis: 0) },
        OpForm(
          "F.normalize(a, dim=(0, 1), eps=50.0)", .shapes([[2, 3], [2, 2, 2]], dtypes: [])
        ) { normalize($0, axes: [0, 1], epsilon: 50) },
        OpForm(
          "F.normalize(a)",
          [
            Sample(.values([1, 0, .nan, 1, .infinity, 1], shape: [3, 2]), derivatives: .stored),
            // PyTorch's second derivative is NaN.
            Sample(.values([0, 0], shape: [1, 2]), derivatives: .unknown),
          ]
        ) { normalize($0) },
      ],
      errors: [
        OpError("needs a floating-point dtype, not int64") {
          _ = normalize(.zeros([2, 3], dtype: .int64))
        },
        OpError("axis 2 is out of range for shape [2, 3]") {
          _ = normalize(.zeros([2, 3]), axis: 2)
        },
        OpError("axis 1 is out of range for shape [3]") { _ = normalize(.zeros([3])) },
      ]),
    OpCase(
      "rmsNorm", in: "Normalization/RMSNorm",
      torch: ["nn.functional.rms_norm": "rmsNorm(x, normalizedShape: s)"],
      OpForm("F.rms_norm(a, (3,))", .rows([3])) { rmsNorm($0, normalizedShape: [3]) },
      OpForm("F.rms_norm(a, (2, 3), eps=0.5)", .rows([2, 3])) {
        rmsNorm($0, normalizedShape: [2, 3], epsilon: 0.5)
      },
      OpForm("F.rms_norm(a, (3,), b)", .rows([3], factors: 1)) {
        rmsNorm($0, normalizedShape: [3], weight: $1)
      },
      OpForm("F.rms_norm(a, (2, 3), b, eps=0.1)", .rows([2, 3], factors: 1)) {
        rmsNorm($0, normalizedShape: [2, 3], weight: $1, epsilon: 0.1)
      },
      OpForm(
        "F.rms_norm(a, (2,))",
        [
          Sample(
            .values([0, 0, 1, 0, .nan, 1, .infinity, 1], shape: [4, 2]), derivatives: .stored),
          Sample(.values([0, 0, 3, 4], shape: [2, 2], dtype: .float32), derivatives: .stored),
        ]
      ) { rmsNorm($0, normalizedShape: [2]) },
      errors: [
        OpError("the last sizes of input [2, 3] must be the normalized shape [2], of one axis") {
          _ = rmsNorm(.zeros([2, 3]), normalizedShape: [2])
        },
        OpError("weight of float32 [2] must be of float32 [3]") {
          _ = rmsNorm(.zeros([2, 3]), normalizedShape: [3], weight: .zeros([2]))
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = rmsNorm(.arange(3), normalizedShape: [3])
        },
      ]),
  ]
}

extension SampleSet {
  /// Batches of several shapes of rows, with as many factors of a row's shape.
  fileprivate static func rows(_ shape: [Int], factors: Int = 0) -> SampleSet {
    func sample(_ batch: [Int], _ dtype: DType, seed: Int) -> Sample {
      let operands = [batch + shape] + Array(repeating: shape, count: factors)
      return Sample(
        operands.enumerated().map { .reals($1, seed: seed + 10 * $0, dtype: dtype) })
    }
    return SampleSet(
      [[], [1], [4], [2, 1, 2], [0]].enumerated().map { sample($1, .float64, seed: $0 + 1) }
        + [sample([2], .float32, seed: 7)],
      large: sample([40000], .float64, seed: 8))
  }

  /// Inputs of some shapes whose second axis has a number for each of `factors` operands.
  private static func channels(
    _ shapes: [[Int]], factors: Int, large: [Int], emptyToo: Bool,
    derivatives: Sample.Derivatives = .smooth
  ) -> SampleSet {
    func sample(_ shape: [Int], _ dtype: DType, seed: Int) -> Sample {
      let operands = [shape] + Array(repeating: [shape[1]], count: factors)
      return Sample(
        operands.enumerated().map { .reals($1, seed: seed + 10 * $0, dtype: dtype) },
        derivatives: derivatives)
    }
    return SampleSet(
      shapes.filter { emptyToo || !$0.contains(0) }.enumerated().map {
        sample($1, .float64, seed: $0 + 1)
      } + [sample(shapes[0], .float32, seed: 7)],
      large: sample(large, .float64, seed: 8))
  }

  /// Three channels.
  fileprivate static func channels(factors: Int, emptyToo: Bool = true) -> SampleSet {
    channels(
      [[4, 3], [2, 3, 4], [1, 3, 2, 2], [5, 3, 1], [0, 3], [2, 3, 0]], factors: factors,
      large: [70, 3, 700], emptyToo: emptyToo)
  }

  /// Four channels. Of none of their elements PyTorch's gradient of the weight is NaN.
  fileprivate static func groups(
    factors: Int, emptyToo: Bool = true, derivatives: Sample.Derivatives = .smooth
  ) -> SampleSet {
    channels(
      [[3, 4], [2, 4, 3], [1, 4, 2, 2], [0, 4]] + (factors == 0 ? [[2, 4, 0]] : []),
      factors: factors,
      large: [70, 4, 600], emptyToo: emptyToo, derivatives: derivatives)
  }

  /// Three channels and an axis behind.
  fileprivate static func instances(factors: Int, emptyToo: Bool = true) -> SampleSet {
    channels(
      [[2, 3, 4], [1, 3, 2, 2], [3, 3, 2], [0, 3, 2]], factors: factors, large: [70, 3, 700],
      emptyToo: emptyToo)
  }
}
