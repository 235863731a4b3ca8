import TapestryCore
import TapestryTesting

extension Catalogue {
  static let pooling: [OpCase] = maxPooling + adaptiveMaxPooling + fractional + unpooling + averages

  private static let maxPooling: [OpCase] = [
    OpCase(
      "maxPool1d", in: "Pooling/MaxPooling",
      torch: ["nn.functional.max_pool1d": "maxPool1d(x, kernelSize: 2)"],
      OpForm("F.max_pool1d(a, 2)", .planes([[2, 3, 4], [2, 5], [0, 2, 3], [1, 1, 2]])) {
        maxPool1d($0, kernelSize: 2)
      },
      OpForm(
        "F.max_pool1d(a, 3, stride=2, padding=1)",
        .planes([[1, 2, 5], [3, 1]]) + .extremes([1, 12])
      ) { maxPool1d($0, kernelSize: 3, stride: 2, padding: 1) },
      OpForm(
        "F.max_pool1d(a, 2, stride=3, dilation=2, ceil_mode=True)",
        .planes([[2, 6], [1, 1, 8]], large: [40, 5000])
      ) { maxPool1d($0, kernelSize: 2, stride: 3, dilation: 2, ceilMode: true) },
      OpForm(
        "F.max_pool1d(a, 2, stride=1, return_indices=True)",
        .planes([[2, 6], [1, 1, 3]]) + .ties([1, 9]),
        all: pair { x in
          maxPool1dWithIndices(x, kernelSize: 2, stride: 1)
        }),
      errors: [
        OpError("input [3]: channels and 1 more axes are needed") {
          _ = maxPool1d(.zeros([3]), kernelSize: 2)
        },
        OpError("padding [2] must be at most half of the windows' extent 2") {
          _ = maxPool1d(.zeros([1, 3]), kernelSize: 2, padding: 2)
        },
      ]),
    OpCase(
      "maxPool2d", in: "Pooling/MaxPooling",
      torch: ["nn.functional.max_pool2d": "maxPool2d(x, kernelSize: 2, padding: 1)"],
      OpForm(
        "F.max_pool2d(a, 2)",
        .planes(
          [[1, 2, 4, 4], [2, 2, 3], [0, 1, 2, 2], [2, 1, 5, 4]], dtypes: [.float32, .int64, .uint8])
      ) { maxPool2d($0, kernelSize: 2) },
      OpForm(
        "F.max_pool2d(a, (2, 3), stride=(1, 2), padding=(1, 1))",
        .planes([[1, 1, 3, 4], [2, 1, 1]]) + .extremes([1, 3, 4])
      ) { maxPool2d($0, kernelSize: [2, 3], stride: [1, 2], padding: 1) },
      OpForm(
        "F.max_pool2d(a, 3, stride=2, padding=1, ceil_mode=True)",
        .planes([[1, 1, 5, 6], [2, 4, 3]]) + .ties([1, 6, 5])
      ) { maxPool2d($0, kernelSize: 3, stride: 2, padding: 1, ceilMode: true) },
      OpForm("F.max_pool2d(a, 2, stride=3, ceil_mode=True)", .planes([[1, 1, 4, 5], [1, 2, 2]])) {
        maxPool2d($0, kernelSize: 2, stride: 3, ceilMode: true)
      },
      OpForm(
        "F.max_pool2d(a, 2, stride=1, dilation=(2, 1))",
        .planes([[1, 2, 4, 3], [1, 3, 2]], large: [6, 7, 60, 61])
      ) { maxPool2d($0, kernelSize: 2, stride: 1, dilation: [2, 1]) },
      OpForm("F.max_pool2d(a, 1)", .planes([[1, 1, 2, 2]])) { maxPool2d($0, kernelSize: 1) },
      errors: [
        OpError("not defined for bool") {
          _ = maxPool2d(.zeros([1, 3, 3], dtype: .bool), kernelSize: 2)
        },
        OpError("has no room for windows of [3, 3]") {
          _ = maxPool2d(.zeros([1, 2, 3]), kernelSize: 3)
        },
        OpError("input [1, 0, 3] has no places to pool") {
          _ = maxPool2d(.zeros([1, 0, 3]), kernelSize: 1)
        },
        OpError("kernelSize 0 must be at least 1") {
          _ = maxPool2d(.zeros([1, 2, 3]), kernelSize: 0)
        },
      ]),
    OpCase(
      "maxPool2dWithIndices", in: "Pooling/MaxPooling",
      OpForm(
        "F.max_pool2d(a, 2, return_indices=True)",
        .planes([[1, 2, 4, 4], [2, 2, 3], [0, 1, 2, 2]], dtypes: [.float32, .int64, .int32])
          + .extremes([1, 6, 4]) + .ties([2, 4, 6]),
        all: pair { maxPool2dWithIndices($0, kernelSize: 2) }),
      OpForm(
        "F.max_pool2d(a, 3, stride=(2, 1), padding=1, return_indices=True)",
        .planes([[1, 1, 5, 6], [2, 4, 3], [1, 1, 1]], large: [6, 7, 60, 61]) + .extremes([2, 5, 6])
          + .ties([1, 5, 5]),
        all: pair { maxPool2dWithIndices($0, kernelSize: 3, stride: [2, 1], padding: 1) }),
      OpForm(
        "F.max_pool2d(a, 2, stride=3, padding=1, dilation=2, ceil_mode=True, return_indices=True)",
        .planes([[1, 1, 5, 6], [2, 4, 3]], dtypes: [.float32, .int64]) + .ties([1, 5, 5]),
        all: pair {
          maxPool2dWithIndices(
            $0, kernelSize: 2, stride: 3, padding: 1, dilation: 2, ceilMode: true)
        }),
      errors: [
        OpError("stride 0 must be at least 1") {
          _ = maxPool2dWithIndices(.zeros([1, 2, 3]), kernelSize: 1, stride: 0)
        },
        OpError("input [2, 3]: channels and 2 more axes are needed") {
          _ = maxPool2dWithIndices(.zeros([2, 3]), kernelSize: 1)
        },
      ]),
    OpCase(
      "maxPool3d", in: "Pooling/MaxPooling",
      torch: ["nn.functional.max_pool3d": "maxPool3d(x, kernelSize: 2)"],
      OpForm("F.max_pool3d(a, 2)", .planes([[1, 2, 2, 4, 2], [1, 3, 2, 3], [0, 1, 2, 2, 2]])) {
        maxPool3d($0, kernelSize: 2)
      },
      OpForm(
        "F.max_pool3d(a, (1, 2, 3), stride=2, padding=(0, 1, 1), ceil_mode=True)",
        .planes([[1, 1, 2, 3, 4], [1, 2, 2, 2]], large: [3, 4, 9, 20, 21])
      ) {
        maxPool3d($0, kernelSize: [1, 2, 3], stride: 2, padding: [0, 1, 1], ceilMode: true)
      },
      OpForm(
        "F.max_pool3d(a, 2, stride=1, dilation=(1, 2, 1), return_indices=True)",
        .planes([[1, 1, 2, 3, 3], [2, 3, 4, 2]]) + .ties([1, 2, 3, 3]) + .extremes([1, 2, 4, 3]),
        all: pair { maxPool3dWithIndices($0, kernelSize: 2, stride: 1, dilation: [1, 2, 1]) }),
      OpForm(
        "F.max_pool3d(a, (2, 1, 1))", .planes([[1, 2, 4, 1, 2], [2, 2, 1, 1], [3, 2, 2, 2]])
      ) {
        maxPool3d($0, kernelSize: [2, 1, 1])
      },
      errors: [
        OpError("input [1, 2, 3]: channels and 3 more axes are needed") {
          _ = maxPool3d(.zeros([1, 2, 3]), kernelSize: 1)
        },
        OpError("kernelSize [1, 2] must be one number, or one for each of 3 axes") {
          _ = maxPool3d(.zeros([1, 2, 2, 3]), kernelSize: [1, 2])
        },
      ]),
  ]

  private static let adaptiveMaxPooling: [OpCase] = [
    OpCase(
      "adaptiveMaxPool1d", in: "Pooling/AdaptiveMaxPooling",
      torch: ["nn.functional.adaptive_max_pool1d": "adaptiveMaxPool1d(x, outputSize: 5)"],
      OpForm(
        "F.adaptive_max_pool1d(a, 3)",
        .planes([[2, 3, 4], [2, 5], [0, 2, 3], [1, 1, 2], [1, 9]], large: [60, 3000])
          + .extremes([1, 12])
      ) { adaptiveMaxPool1d($0, outputSize: 3) },
      OpForm(
        "F.adaptive_max_pool1d(a, 2, return_indices=True)",
        .planes([[2, 3, 4], [2, 5], [1, 1, 1], [3, 7]]) + .ties([2, 7]),
        all: pair { adaptiveMaxPool1dWithIndices($0, outputSize: 2) }),
      OpForm("F.adaptive_max_pool1d(a, 1)", .planes([[2, 3, 4], [2, 5], [1, 1]])) {
        adaptiveMaxPool1d($0, outputSize: 1)
      },
      errors: [
        OpError("outputSize [-1] must be one size") {
          _ = adaptiveMaxPool1d(.zeros([1, 3]), outputSize: -1)
        },
        OpError("input [1, 0] has no places to pool") {
          _ = adaptiveMaxPool1d(.zeros([1, 0]), outputSize: 1)
        },
      ]),
    OpCase(
      "adaptiveMaxPool2d", in: "Pooling/AdaptiveMaxPooling",
      torch: ["nn.functional.adaptive_max_pool2d": "adaptiveMaxPool2d(x, outputSize: [nil, 7])"],
      OpForm(
        "F.adaptive_max_pool2d(a, (2, 3))",
        .planes([[1, 2, 4, 4], [2, 2, 5], [0, 1, 2, 2], [2, 1, 5, 7]], large: [30, 7, 40, 31])
      ) { adaptiveMaxPool2d($0, outputSize: [2, 3]) },
      OpForm(
        "F.adaptive_max_pool2d(a, (None, 2), return_indices=True)",
        .planes([[1, 2, 3, 4], [2, 2, 5], [2, 1, 1, 7]]) + .ties([1, 3, 5]) + .extremes([1, 2, 5]),
        all: pair { adaptiveMaxPool2dWithIndices($0, outputSize: [nil, 2]) }),
      OpForm("F.adaptive_max_pool2d(a, 1)", .planes([[1, 2, 3, 4], [2, 2, 2], [1, 1, 1]])) {
        adaptiveMaxPool2d($0, outputSize: 1)
      },
      errors: [
        OpError("outputSize [1, 2, 3] must be one size, or one for each of 2 axes") {
          _ = adaptiveMaxPool2d(.zeros([1, 3, 3]), outputSize: [1, 2, 3])
        },
        OpError("input [3, 3]: channels and 2 more axes are needed") {
          _ = adaptiveMaxPool2d(.zeros([3, 3]), outputSize: 1)
        },
      ]),
    OpCase(
      "adaptiveMaxPool3d", in: "Pooling/AdaptiveMaxPooling",
      torch: ["nn.functional.adaptive_max_pool3d": "adaptiveMaxPool3d(x, outputSize: 2)"],
      OpForm(
        "F.adaptive_max_pool3d(a, 2)",
        .planes(
          [[1, 2, 2, 3, 2], [1, 3, 2, 1], [0, 1, 2, 2, 2], [1, 1, 1, 4, 3], [2, 2, 2, 2]],
          large: [3, 7, 9, 20, 21])
      ) { adaptiveMaxPool3d($0, outputSize: 2) },
      OpForm(
        "F.adaptive_max_pool3d(a, (1, None, 2), return_indices=True)",
        .planes([[1, 2, 2, 3, 4], [1, 3, 2, 1], [2, 3, 1, 1]]) + .ties([1, 2, 3, 3]),
        all: pair { adaptiveMaxPool3dWithIndices($0, outputSize: [1, nil, 2]) }),
      OpForm(
        "F.adaptive_max_pool3d(a, 1)", .planes([[1, 2, 2, 3, 4], [1, 3, 2, 1], [2, 1, 1, 1]])
      ) {
        adaptiveMaxPool3d($0, outputSize: 1)
      },
      OpForm("F.adaptive_max_pool3d(a, (2, 1, 3))", .planes([[1, 1, 2, 3, 4], [1, 3, 2, 1]])) {
        adaptiveMaxPool3d($0, outputSize: [2, 1, 3])
      },
      errors: [
        OpError("input [3, 3, 3]: channels and 3 more axes are needed") {
          _ = adaptiveMaxPool3d(.zeros([3, 3, 3]), outputSize: 1)
        },
        OpError("not defined for bool") {
          _ = adaptiveMaxPool3d(.zeros([1, 3, 3, 3], dtype: .bool), outputSize: 1)
        },
      ]),
  ]

  private static let fractional: [OpCase] = [
    OpCase(
      "fractionalMaxPool2d", in: "Pooling/FractionalMaxPooling",
      torch: [
        "nn.functional.fractional_max_pool2d":
          "fractionalMaxPool2d(x, kernelSize: 2, outputSize: 3)"
      ],
      OpForm(
        "F.fractional_max_pool2d(a, 2, output_size=(3, 2), _random_samples=b.detach())",
        .fractional([[1, 2, 6, 5], [2, 1, 4, 7], [1, 1, 7, 3], [2, 2, 5, 4]], axes: 2)
      ) { fractionalMaxPool2d($0, kernelSize: 2, outputSize: [3, 2], samples: $1) },
      OpForm(
        "F.fractional_max_pool2d(a, (2, 3), output_size=(4, 1), return_indices=True, _random_samples=b.detach())",
        .fractional([[1, 2, 6, 5], [2, 1, 8, 7], [1, 1, 5, 3], [0, 2, 6, 5]], axes: 2),
        all: { inputs in
          let result = fractionalMaxPool2dWithIndices(
            inputs[0], kernelSize: [2, 3], outputSize: [4, 1], samples: inputs[1])
          return [result.values, result.indices]
        }),
      OpForm(
        "F.fractional_max_pool2d(a, 2, output_ratio=(0.5, 0.6), _random_samples=b.detach())",
        .fractional([[1, 2, 6, 5], [2, 1, 8, 7], [1, 1, 5, 5]], axes: 2, large: [9, 8, 50, 49])
      ) { fractionalMaxPool2d($0, kernelSize: 2, outputRatio: [0.5, 0.6], samples: $1) },
      OpForm(
        nil,
        .planes([
          [1, 2, 6, 5], [2, 8, 7], [2, 2, 3, 3], [1, 5, 5], [2, 1, 4, 4], [0, 1, 4, 4],
        ])
      ) { x in
        withSeed(7) { fractionalMaxPool2d(x, kernelSize: 2, outputSize: 2) }
      },
      errors: [
        OpError("[3, 3] windows of [2, 2] do not fit in input [1, 3, 3]") {
          _ = fractionalMaxPool2d(.zeros([1, 3, 3]), kernelSize: 2, outputSize: 3)
        },
        OpError("samples of float32 [1, 2] must be of float32 [1, 1, 2]") {
          _ = fractionalMaxPool2d(
            .zeros([1, 1, 3, 3]), kernelSize: 2, outputSize: 2, samples: .zeros([1, 2]))
        },
      ]),
    OpCase(
      "fractionalMaxPool3d", in: "Pooling/FractionalMaxPooling",
      torch: [
        "nn.functional.fractional_max_pool3d":
          "fractionalMaxPool3d(x, kernelSize: 2, outputSize: 3)"
      ],
      OpForm(
        "F.fractional_max_pool3d(a, 2, output_size=(2, 1, 3), _random_samples=b.detach())",
        .fractional(
          [[1, 2, 4, 3, 5], [2, 1, 5, 3, 5], [0, 1, 4, 3, 5], [1, 1, 4, 4, 6]], axes: 3,
          large: [3, 5, 20, 21, 22])
      ) { fractionalMaxPool3d($0, kernelSize: 2, outputSize: [2, 1, 3], samples: $1) },
      OpForm(
        "F.fractional_max_pool3d(a, (1, 2, 1), output_size=2, return_indices=True, _random_samples=b.detach())",
        .fractional(
          [[1, 2, 3, 4, 3], [2, 1, 3, 4, 3], [1, 1, 4, 4, 3], [1, 2, 3, 5, 3]], axes: 3),
        all: { inputs in
          let result = fractionalMaxPool3dWithIndices(
            inputs[0], kernelSize: [1, 2, 1], outputSize: 2, samples: inputs[1])
          return [result.values, result.indices]
        }),
      OpForm(
        "F.fractional_max_pool3d(a, 2, output_ratio=0.5, _random_samples=b.detach())",
        .fractional(
          [[1, 2, 4, 4, 5], [2, 1, 5, 4, 4], [1, 1, 4, 6, 4], [1, 1, 5, 5, 4]], axes: 3)
      ) { fractionalMaxPool3d($0, kernelSize: 2, outputRatio: 0.5, samples: $1) },
      OpForm(nil, .planes([[1, 1, 3, 3, 4], [2, 3, 3, 3], [1, 2, 3, 3, 3]])) { x in
        withSeed(7) { fractionalMaxPool3d(x, kernelSize: 2, outputSize: 2) }
      },
      errors: [
        OpError("outputSize 0 must be at least 1") {
          _ = fractionalMaxPool3d(.zeros([1, 3, 3, 3]), kernelSize: 2, outputSize: 0)
        },
        OpError("not defined for int64") {
          _ = fractionalMaxPool3d(
            .zeros([1, 3, 3, 3], dtype: .int64), kernelSize: 2, outputSize: 1)
        },
      ]),
  ]

  private static let unpooling: [OpCase] = [
    OpCase(
      "maxUnpool1d", in: "Pooling/MaxUnpooling",
      torch: ["nn.functional.max_unpool1d": "maxUnpool1d(x, indices: places, kernelSize: 2)"],
      OpForm(
        "F.max_unpool1d(*F.max_pool1d(a, 2, return_indices=True), 2)",
        .planes([[2, 3, 4], [2, 5], [1, 2, 3], [1, 1, 2]], large: [40, 3000])
      ) { x in
        let pooled = maxPool1dWithIndices(x, kernelSize: 2)
        return maxUnpool1d(pooled.values, indices: pooled.indices, kernelSize: 2)
      },
      OpForm(
        "F.max_unpool1d(a, b, 3, stride=2, padding=1, output_size=(6,))",
        [
          Sample(.reals([1, 3]), .wholes([5, 0, 2], shape: [1, 3])),
          Sample(.reals([2, 1, 3]), .wholes([5, 0, 2, 3, 4, 1], shape: [2, 1, 3])),
        ]
      ) { maxUnpool1d($0, indices: $1, kernelSize: 3, stride: 2, padding: 1, outputSize: 6) },
      OpForm(
        "F.max_unpool1d(a, b, 2)",
        SampleSet(
          (1...6).flatMap { seed in
            [DType.float64, .float32].map { dtype in
              Sample(
                .reals([2, seed], seed: seed, dtype: dtype),
                .wholes(
                  (0..<2 * seed).map { 2 * ($0 % seed) + ($0 + seed) % 2 }, shape: [2, seed]))
            }
          } + [Sample(.reals([0, 1, 2]), .wholes([], shape: [0, 1, 2]))])
      ) { maxUnpool1d($0, indices: $1, kernelSize: 2) },
      errors: [
        OpError("index 4 is not in 0..<4, the places of [4]") {
          _ = maxUnpool1d(
            .zeros([1, 2]), indices: Tensor([Int64(0), 4]).unsqueezed(0), kernelSize: 2)
        },
        OpError("indices of float32 [1, 2] must be of int64 [1, 2]") {
          _ = maxUnpool1d(.zeros([1, 2]), indices: .zeros([1, 2]), kernelSize: 2)
        },
      ]),
    OpCase(
      "maxUnpool2d", in: "Pooling/MaxUnpooling",
      torch: ["nn.functional.max_unpool2d": "maxUnpool2d(x, indices: places, kernelSize: 2)"],
      OpForm(
        "F.max_unpool2d(*F.max_pool2d(a, 2, return_indices=True), 2)",
        .planes([[1, 2, 4, 4], [2, 2, 4], [2, 1, 5, 4], [1, 1, 2, 2]], large: [9, 8, 50, 48])
      ) { x in
        let pooled = maxPool2dWithIndices(x, kernelSize: 2)
        return maxUnpool2d(pooled.values, indices: pooled.indices, kernelSize: 2)
      },
      OpForm(
        "F.max_unpool2d(*F.max_pool2d(a, (2, 1), return_indices=True), (2, 1), output_size=a.shape)",
        .planes([[1, 2, 5, 4], [1, 1, 3, 3]])
      ) { x in
        let pooled = maxPool2dWithIndices(x, kernelSize: [2, 1])
        return maxUnpool2d(
          pooled.values, indices: pooled.indices, kernelSize: [2, 1],
          outputSize: PerAxis(Array(x.shape.suffix(2))))
      },
      OpForm(
        "F.max_unpool2d(a, b, 2)",
        SampleSet(
          (1...6).flatMap { seed in
            [DType.float64, .float32].map { dtype in
              Sample(
                .reals([2, 1, seed], seed: seed, dtype: dtype),
                .wholes(
                  (0..<2 * seed).map { 2 * ($0 % seed) + ($0 + seed) % 2 }, shape: [2, 1, seed]))
            }
          } + [Sample(.reals([0, 1, 2, 1]), .wholes([], shape: [0, 1, 2, 1]))])
      ) { maxUnpool2d($0, indices: $1, kernelSize: 2) },
      errors: [
        OpError("outputSize [6, 4] must be less than a stride [2, 2] away from [4, 4]") {
          _ = maxUnpool2d(
            .zeros([1, 2, 2]), indices: .zeros([1, 2, 2], dtype: .int64), kernelSize: 2,
            outputSize: [6, 4])
        },
        OpError("index -1 is not in 0..<4") {
          _ = maxUnpool2d(
            .zeros([1, 1, 1]), indices: .full([1, 1, 1], -1, dtype: .int64), kernelSize: 2)
        },
      ]),
    OpCase(
      "maxUnpool3d", in: "Pooling/MaxUnpooling",
      torch: ["nn.functional.max_unpool3d": "maxUnpool3d(x, indices: places, kernelSize: 2)"],
      OpForm(
        "F.max_unpool3d(*F.max_pool3d(a, 2, return_indices=True), 2)",
        .planes([[1, 2, 2, 4, 2], [1, 3, 2, 3], [1, 1, 2, 2, 2]], large: [4, 5, 14, 20, 20])
      ) { x in
        let pooled = maxPool3dWithIndices(x, kernelSize: 2)
        return maxUnpool3d(pooled.values, indices: pooled.indices, kernelSize: 2)
      },
      OpForm(
        "F.max_unpool3d(a, b, (1, 2, 1), stride=(1, 2, 1))",
        SampleSet(
          (1...7).flatMap { seed in
            [DType.float64, .float32].map { dtype in
              Sample(
                .reals([2, 1, 1, seed], seed: seed, dtype: dtype),
                .wholes(
                  (0..<2 * seed).map { $0 % seed + seed * (($0 + seed) % 2) },
                  shape: [2, 1, 1, seed]))
            }
          } + [Sample(.reals([0, 1, 1, 2, 1]), .wholes([], shape: [0, 1, 1, 2, 1]))])
      ) { maxUnpool3d($0, indices: $1, kernelSize: [1, 2, 1], stride: [1, 2, 1]) },
      OpForm(
        "F.max_unpool3d(*F.max_pool3d(a, (1, 1, 2), return_indices=True), (1, 1, 2))",
        .planes([[1, 2, 2, 1, 2], [1, 1, 2, 4]])
      ) { x in
        let pooled = maxPool3dWithIndices(x, kernelSize: [1, 1, 2])
        return maxUnpool3d(pooled.values, indices: pooled.indices, kernelSize: [1, 1, 2])
      },
      errors: [
        OpError("indices of int64 [1, 1, 1, 2] must be of int64 [1, 1, 1, 1]") {
          _ = maxUnpool3d(
            .zeros([1, 1, 1, 1]), indices: .zeros([1, 1, 1, 2], dtype: .int64), kernelSize: 2)
        },
        OpError("input [1, 1, 1]: channels and 3 more axes are needed") {
          _ = maxUnpool3d(
            .zeros([1, 1, 1]), indices: .zeros([1, 1, 1], dtype: .int64), kernelSize: 2)
        },
      ]),
  ]

  /// Both results of a pooling with indices.
  private static func pair(
    _ body: @escaping @Sendable (Tensor) -> (values: Tensor, indices: Tensor)
  ) -> @Sendable ([Tensor]) -> [Tensor] {
    { inputs in
      let result = body(inputs[0])
      return [result.values, result.indices]
    }
  }
}

extension SampleSet {
  /// Several shapes in float64, and the first in other dtypes.
  static func planes(
    _ shapes: [[Int]], dtypes: [DType] = [.float32, .float16], large: [Int]? = nil
  ) -> SampleSet {
    .shapes(shapes, dtypes: dtypes, large: large)
  }

  /// NaN, infinities and zeros of both signs among small numbers.
  fileprivate static func extremes(_ shape: [Int]) -> SampleSet {
    let values: [Double] = [
      1, -.infinity, 2, .nan, 0, -0.0, -1, .infinity, 3, .nan, -.infinity, -.infinity,
    ]
    let elements = (0..<shape.reduce(1, *)).map { values[$0 * 5 % 12] }
    return SampleSet(
      [DType.float64, .float32].map {
        Sample(.values(elements, shape: shape, dtype: $0), derivatives: .stored)
      })
  }

  /// Few different numbers: most windows hold their largest several times.
  fileprivate static func ties(_ shape: [Int]) -> SampleSet {
    [
      Sample(.integers(shape, in: 0...1, seed: 5, dtype: .float64), derivatives: .stored),
      Sample(.integers(shape, in: -1...1, seed: 6, dtype: .float32), derivatives: .stored),
    ]
  }

  /// Inputs with a sample for each axis of each of their planes.
  fileprivate static func fractional(
    _ shapes: [[Int]], axes: Int, large: [Int]? = nil
  ) -> SampleSet {
    func sample(_ shape: [Int], seed: Int, dtype: DType = .float64) -> Sample {
      Sample(
        .reals(shape, seed: seed, dtype: dtype),
        .reals(Array(shape.prefix(2)) + [axes], in: 0...1, seed: seed + 20, dtype: dtype))
    }
    return SampleSet(
      shapes.enumerated().map { sample($1, seed: $0 + 1) }
        + [sample(shapes[0], seed: 31, dtype: .float32)],
      large: large.map { sample($0, seed: 41) })
  }
}
