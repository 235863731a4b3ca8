import TapestryCore
import TapestryTesting

extension Catalogue {
  static let convolution: [OpCase] = convolutions + transposedConvolutions + patches

  private static let convolutions: [OpCase] = [
    OpCase(
      "conv1d", in: "Convolution/Convolution",
      torch: ["nn.functional.conv1d": "conv1d(x, weight, bias, stride: 2, padding: .same)"],
      OpForm("F.conv1d(a, b)", .layers([([2, 3, 5], [2, 3, 2]), ([3, 4], [1, 3, 4])])) {
        conv1d($0, $1)
      },
      OpForm(
        "F.conv1d(a, b, c, stride=2, padding=1)",
        .layers([([2, 1, 6], [9, 1, 3]), ([0, 2, 5], [3, 2, 3])], bias: true)
      ) {
        conv1d($0, $1, $2, stride: 2, padding: 1)
      },
      OpForm("F.conv1d(a, b, padding='same', dilation=3)", .layers([([2, 2, 7], [2, 2, 2])])) {
        conv1d($0, $1, padding: .same, dilation: 3)
      },
      OpForm(
        "F.conv1d(a, b, groups=2)", .layers([([1, 4, 3], [6, 2, 2]), ([4, 3], [2, 2, 3])])
      ) {
        conv1d($0, $1, groups: 2)
      },
      OpForm(
        "F.conv1d(a, b, stride=3)",
        .layers([([2, 2, 4], [2, 2, 2])], large: ([3, 20, 3000], [40, 20, 5]))
      ) { conv1d($0, $1, stride: 3) },
      OpForm("F.conv1d(a, b, padding=(2,))", .layers([([1, 2, 3], [1, 2, 5])])) {
        conv1d($0, $1, padding: [2])
      },
      OpForm("F.conv1d(a, b, padding='valid')", .layers([([1, 2, 3], [8, 2, 1])])) {
        conv1d($0, $1, padding: .valid)
      },
      OpForm(
        "F.conv1d(a, b, padding=1)",
        [
          Sample(
            .values([1, .infinity, 2, .nan, 0, -3, 2, 4], shape: [1, 1, 8]),
            .values([1, 0.5, 2], shape: [1, 1, 3]), derivatives: .stored),
          Sample(.reals([1, 9, 4], seed: 5), .reals([10, 9, 3], seed: 6)),
          Sample(.reals([1, 1, 70], seed: 5), .reals([1, 1, 3], seed: 6)),
          Sample(
            .reals([2, 1, 20], seed: 5, dtype: .float32), .reals([17, 1, 3], dtype: .float32)),
          Sample(
            .reals([2, 2, 21], seed: 7, dtype: .float32), .reals([3, 2, 3], dtype: .float32)),
        ]
      ) { conv1d($0, $1, padding: 1) },
      errors: [
        OpError("input [2, 3] and weight [4, 5]: a weight of 3 axes is needed") {
          _ = conv1d(.zeros([2, 3]), .zeros([4, 5]))
        },
        OpError("a kernel of 5 does not fit in a padded size of 4") {
          _ = conv1d(.zeros([1, 1, 2]), .zeros([1, 1, 3]), padding: 1, dilation: 2)
        },
        OpError("padding .same needs a stride of 1, not [2]") {
          _ = conv1d(.zeros([1, 1, 2]), .zeros([1, 1, 1]), stride: 2, padding: .same)
        },
      ]),
    OpCase(
      "conv2d", in: "Convolution/Convolution",
      torch: ["nn.functional.conv2d": "conv2d(x, weight, bias, stride: [2, 1], padding: 1)"],
      OpForm(
        "F.conv2d(a, b)",
        .layers([
          ([2, 2, 3, 4], [3, 2, 2, 2]), ([2, 3, 3], [1, 2, 1, 2]), ([1, 3, 2, 3], [2, 3, 1, 1]),
          ([0, 1, 3, 3], [1, 1, 2, 2]), ([1, 2, 2, 2], [9, 2, 2, 1]),
        ])
      ) { conv2d($0, $1) },
      OpForm(
        "F.conv2d(a, b, c, padding=1)",
        .layers([([1, 1, 3, 3], [2, 1, 3, 3]), ([2, 2, 2], [9, 2, 3, 2])], bias: true)
      ) { conv2d($0, $1, $2, padding: 1) },
      OpForm("F.conv2d(a, b, c)", .layers([([2, 3, 2, 2], [2, 3, 1, 1])], bias: true)) {
        conv2d($0, $1, $2)
      },
      OpForm(
        "F.conv2d(a, b, stride=(2, 1), padding=(0, 2))",
        .layers([([1, 2, 5, 3], [2, 2, 3, 2]), ([1, 8, 4, 2], [8, 8, 2, 3])])
      ) { conv2d($0, $1, stride: [2, 1], padding: [0, 2]) },
      OpForm(
        "F.conv2d(a, b, stride=3, dilation=(1, 2))",
        .layers([([2, 1, 4, 6], [2, 1, 2, 2])])
      ) { conv2d($0, $1, stride: 3, dilation: [1, 2]) },
      OpForm(
        "F.conv2d(a, b, c, groups=2, stride=2, padding=1)",
        .layers([([1, 4, 4, 3], [2, 2, 2, 3]), ([1, 2, 3, 3], [16, 1, 3, 2])], bias: true)
      ) { conv2d($0, $1, $2, stride: 2, padding: 1, groups: 2) },
      OpForm(
        "F.conv2d(a, b, groups=3, padding=1)",
        .layers(
          [([2, 3, 3, 3], [3, 1, 3, 3]), ([1, 3, 2, 4], [6, 1, 2, 2])],
          large: ([16, 3, 40, 37], [6, 1, 3, 3]))
      ) { conv2d($0, $1, padding: 1, groups: 3) },
      OpForm(
        "F.conv2d(a, b, padding='same')",
        .layers([([1, 2, 3, 3], [2, 2, 2, 3])], large: ([9, 20, 30, 25], [24, 20, 3, 4]))
      ) { conv2d($0, $1, padding: .same) },
      OpForm(
        "F.conv2d(a, b, padding='same', dilation=2)", .layers([([1, 1, 4, 3], [1, 1, 2, 3])])
      ) {
        conv2d($0, $1, padding: .same, dilation: 2)
      },
      OpForm("F.conv2d(a, b, stride=2)", .layers([([1, 2, 4, 4], [2, 2, 1, 1])])) {
        conv2d($0, $1, stride: 2)
      },
      OpForm(
        nil, .layers([([1, 2, 3, 3], [2, 2, 1, 1])], large: ([40, 20, 20, 20], [32, 20, 1, 1]))
      ) {
        conv2d($0, $1)
      },
      errors: [
        OpError("input, weight and bias of float32, float64 must be of one floating-point dtype") {
          _ = conv2d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1], dtype: .float64))
        },
        OpError("the input's 3 channels must be the weight's second size times the groups") {
          _ = conv2d(.zeros([1, 3, 2, 2]), .zeros([1, 2, 1, 1]))
        },
        OpError("bias [2] for weight [1, 1, 1, 1] must be [1]") {
          _ = conv2d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]), .zeros([2]))
        },
        OpError("stride [1, 2, 3] must be one number, or one for each of 2 axes") {
          _ = conv2d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]), stride: [1, 2, 3])
        },
        OpError("dilation 0 must be at least 1") {
          _ = conv2d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]), dilation: 0)
        },
        OpError("and 0 groups") {
          _ = conv2d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]), groups: 0)
        },
      ]),
    OpCase(
      "conv3d", in: "Convolution/Convolution",
      torch: ["nn.functional.conv3d": "conv3d(x, weight, bias)"],
      OpForm(
        "F.conv3d(a, b)",
        .layers([([1, 2, 2, 3, 2], [2, 2, 2, 2, 1]), ([1, 2, 2, 2], [1, 1, 1, 2, 2])])
      ) { conv3d($0, $1) },
      OpForm(
        "F.conv3d(a, b, c, stride=(1, 2, 1), padding=(1, 0, 1))",
        .layers(
          [([1, 1, 2, 3, 2], [2, 1, 2, 2, 3]), ([0, 1, 2, 3, 2], [2, 1, 2, 2, 3])], bias: true)
      ) { conv3d($0, $1, $2, stride: [1, 2, 1], padding: [1, 0, 1]) },
      OpForm(
        "F.conv3d(a, b, padding='same', groups=2)",
        .layers(
          [([1, 2, 2, 2, 3], [2, 1, 1, 2, 3])], large: ([3, 6, 9, 20, 20], [20, 3, 2, 3, 3]))
      ) { conv3d($0, $1, padding: .same, groups: 2) },
      OpForm(
        "F.conv3d(a, b, dilation=2, stride=2)", .layers([([1, 1, 3, 4, 3], [9, 1, 2, 1, 2])])
      ) {
        conv3d($0, $1, stride: 2, dilation: 2)
      },
      OpForm(
        "F.conv3d(a, b, padding=1)",
        SampleSet(
          (1...8).flatMap { seed in
            [DType.float64, .float32].map {
              Sample(
                .reals([1, 1 + seed % 2, 1, 2, 2], seed: seed, dtype: $0),
                .reals([seed, 1 + seed % 2, 1, 2, 1], seed: seed + 20, dtype: $0))
            }
          })
      ) { conv3d($0, $1, padding: 1) },
      errors: [
        OpError("input [1, 1, 2, 2] and weight [1, 1, 1, 1]: a weight of 5 axes is needed") {
          _ = conv3d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]))
        },
        OpError("a kernel of 3 does not fit in a padded size of 2") {
          _ = conv3d(.zeros([1, 1, 2, 2, 2]), .zeros([1, 1, 1, 3, 1]))
        },
      ]),
  ]

  private static let transposedConvolutions: [OpCase] = [
    OpCase(
      "convTranspose1d", in: "Convolution/TransposedConvolution",
      torch: [
        "nn.functional.conv_transpose1d": "convTranspose1d(x, weight, bias, stride: 2)"
      ],
      OpForm(
        "F.conv_transpose1d(a, b)",
        .spreadLayers([([2, 3, 4], [3, 2, 3]), ([2, 3], [2, 9, 2])])
      ) {
        convTranspose1d($0, $1)
      },
      OpForm(
        "F.conv_transpose1d(a, b, c, stride=2, padding=1, output_padding=1)",
        .spreadLayers(
          bias: true,
          [
            ([2, 2, 3], [2, 3, 3]), ([0, 2, 3], [2, 3, 3]), ([1, 1, 2], [1, 9, 4]),
          ])
      ) { convTranspose1d($0, $1, $2, stride: 2, padding: 1, outputPadding: 1) },
      OpForm(
        "F.conv_transpose1d(a, b, stride=3, dilation=2, groups=2)",
        .spreadLayers([([1, 4, 3], [4, 1, 2])], large: ([5, 20, 700], [20, 12, 4]))
      ) { convTranspose1d($0, $1, stride: 3, groups: 2, dilation: 2) },
      OpForm(
        "F.conv_transpose1d(a, b, stride=2)",
        SampleSet(
          (1...7).flatMap { seed in
            [DType.float64, .float32].map {
              Sample(
                .reals([1, 1 + seed % 2, 2], seed: seed, dtype: $0),
                .reals([1 + seed % 2, seed, 1 + seed % 3], seed: seed + 20, dtype: $0))
            }
          })
      ) { convTranspose1d($0, $1, stride: 2) },
      errors: [
        OpError("outputPadding [2] must be less than the stride [2] or the dilation [1]") {
          _ = convTranspose1d(.zeros([1, 1, 2]), .zeros([1, 1, 1]), stride: 2, outputPadding: 2)
        },
        OpError("leave an output of size -1") {
          _ = convTranspose1d(.zeros([1, 1, 2]), .zeros([1, 1, 2]), padding: 2)
        },
      ]),
    OpCase(
      "convTranspose2d", in: "Convolution/TransposedConvolution",
      torch: [
        "nn.functional.conv_transpose2d": "convTranspose2d(x, weight, stride: 2, outputPadding: 1)"
      ],
      OpForm(
        "F.conv_transpose2d(a, b)",
        .spreadLayers([
          ([2, 2, 2, 3], [2, 2, 2, 2]), ([2, 2, 3], [2, 1, 3, 1]), ([1, 3, 2, 2], [3, 2, 1, 1]),
          ([0, 2, 2, 2], [2, 1, 2, 2]),
        ])
      ) { convTranspose2d($0, $1) },
      OpForm(
        "F.conv_transpose2d(a, b, c, stride=(2, 3), padding=(0, 1), output_padding=(1, 2))",
        .spreadLayers(bias: true, [([1, 2, 2, 2], [2, 2, 3, 2]), ([2, 1, 2], [2, 9, 2, 3])])
      ) {
        convTranspose2d($0, $1, $2, stride: [2, 3], padding: [0, 1], outputPadding: [1, 2])
      },
      OpForm(
        "F.conv_transpose2d(a, b, groups=2, dilation=2, padding=1, output_padding=1)",
        .spreadLayers([([1, 2, 3, 2], [2, 1, 2, 3])])
      ) { convTranspose2d($0, $1, padding: 1, outputPadding: 1, groups: 2, dilation: 2) },
      OpForm(
        "F.conv_transpose2d(a, b, stride=2, padding=1)",
        .spreadLayers([([1, 2, 3, 3], [2, 1, 4, 4])], large: ([6, 20, 20, 15], [20, 24, 4, 4]))
      ) { convTranspose2d($0, $1, stride: 2, padding: 1) },
      OpForm("F.conv_transpose2d(a, b, stride=3)", .spreadLayers([([1, 1, 2, 2], [1, 1, 2, 1])])) {
        convTranspose2d($0, $1, stride: 3)
      },
      OpForm(
        "F.conv_transpose2d(a, b, stride=(1, 2), groups=2)",
        SampleSet(
          (1...5).flatMap { seed in
            [DType.float64, .float32].map {
              Sample(
                .reals([1, 2, 2, 2], seed: seed, dtype: $0),
                .reals([2, seed, 1 + seed % 3, 1 + seed % 2], seed: seed + 20, dtype: $0))
            }
          })
      ) { convTranspose2d($0, $1, stride: [1, 2], groups: 2) },
      errors: [
        OpError("the input's 3 channels must be the weight's first size and a multiple") {
          _ = convTranspose2d(.zeros([1, 3, 2, 2]), .zeros([2, 1, 1, 1]))
        },
        OpError("bias [2] for weight [1, 3, 1, 1] must be [3]") {
          _ = convTranspose2d(.zeros([1, 1, 2, 2]), .zeros([1, 3, 1, 1]), .zeros([2]))
        },
      ]),
    OpCase(
      "convTranspose3d", in: "Convolution/TransposedConvolution",
      torch: ["nn.functional.conv_transpose3d": "convTranspose3d(x, weight, bias)"],
      OpForm(
        "F.conv_transpose3d(a, b)",
        .spreadLayers([([1, 2, 1, 2, 2], [2, 2, 2, 1, 2]), ([2, 1, 2, 2], [2, 1, 1, 2, 2])])
      ) { convTranspose3d($0, $1) },
      OpForm(
        "F.conv_transpose3d(a, b, c, stride=2, padding=(1, 0, 1), output_padding=1)",
        .spreadLayers(
          bias: true,
          [
            ([1, 1, 2, 1, 2], [1, 2, 2, 2, 3]), ([0, 1, 2, 1, 2], [1, 2, 2, 2, 3]),
          ])
      ) {
        convTranspose3d($0, $1, $2, stride: 2, padding: [1, 0, 1], outputPadding: 1)
      },
      OpForm(
        "F.conv_transpose3d(a, b, dilation=2, groups=2)",
        .spreadLayers(
          [([1, 2, 2, 1, 2], [2, 1, 2, 2, 1])], large: ([2, 6, 6, 12, 12], [6, 12, 2, 3, 3]))
      ) { convTranspose3d($0, $1, groups: 2, dilation: 2) },
      OpForm(
        "F.conv_transpose3d(a, b, stride=(2, 1, 1))",
        SampleSet(
          (1...7).flatMap { seed in
            [DType.float64, .float32].map {
              Sample(
                .reals([1, 1, 1 + seed % 2, 2, 1], seed: seed, dtype: $0),
                .reals([1, seed, 1, 1, 2], seed: seed + 20, dtype: $0))
            }
          })
      ) { convTranspose3d($0, $1, stride: [2, 1, 1]) },
      errors: [
        OpError("input [1, 1, 2, 2] and weight [1, 1, 1, 1]: a weight of 5 axes is needed") {
          _ = convTranspose3d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]))
        },
        OpError("padding -1 must be at least 0") {
          _ = convTranspose3d(.zeros([1, 1, 1, 2, 2]), .zeros([1, 1, 1, 1, 1]), padding: -1)
        },
      ]),
  ]

  private static let patches: [OpCase] = [
    OpCase(
      "unfold", in: "Convolution/Unfold",
      torch: ["nn.functional.unfold": "unfold(x, kernelSize: 3, padding: 1)"],
      OpForm(
        "F.unfold(a, 2)",
        .patches([
          [1, 2, 3, 3], [2, 2, 3], [0, 1, 2, 2], [2, 1, 2, 4], [1, 3, 2], [1, 1, 2, 2],
        ])
      ) {
        TapestryCore.unfold($0, kernelSize: 2)
      },
      OpForm(
        "F.unfold(a, (2, 3), dilation=(1, 2), padding=(1, 2), stride=(2, 1))",
        .patches([[1, 2, 3, 3], [1, 4, 2], [2, 1, 1, 1], [1, 1, 5, 4]])
      ) {
        TapestryCore.unfold(
          $0, kernelSize: [2, 3], dilation: [1, 2], padding: [1, 2], stride: [2, 1])
      },
      OpForm("F.unfold(a, 3, padding=1)", .patches([[1, 1, 3, 3], [1, 2, 2], [1, 2, 1, 4]])) {
        TapestryCore.unfold($0, kernelSize: 3, padding: 1)
      },
      OpForm(
        "F.unfold(a, (1, 2), stride=2)",
        .patches([[1, 2, 3, 4], [2, 1, 2], [3, 2, 2]], large: [5, 10, 70, 60])
      ) { TapestryCore.unfold($0, kernelSize: [1, 2], stride: 2) },
      errors: [
        OpError("patches of [3, 3] do not fit in input [1, 1, 2, 2] padded by [0, 0]") {
          _ = TapestryCore.unfold(.zeros([1, 1, 2, 2]), kernelSize: 2, dilation: 2)
        },
        OpError("input [2, 2] must be [batch, channels, height, width] or without the batch") {
          _ = TapestryCore.unfold(.zeros([2, 2]), kernelSize: 1)
        },
        OpError("needs a floating-point dtype, not int64") {
          _ = TapestryCore.unfold(.zeros([1, 2, 2], dtype: .int64), kernelSize: 1)
        },
      ]),
    OpCase(
      "fold", in: "Convolution/Fold",
      OpForm("F.fold(a, (3, 3), 2)", .patches([[1, 8, 4], [4, 4], [0, 4, 4], [2, 4, 4]])) {
        fold($0, outputSize: 3, kernelSize: 2)
      },
      OpForm(
        "F.fold(a, (3, 4), (2, 3), dilation=(1, 2), padding=(1, 2), stride=(2, 1))",
        .patches([[1, 6, 8], [12, 8], [2, 6, 8], [1, 18, 8]])
      ) {
        fold(
          $0, outputSize: [3, 4], kernelSize: [2, 3], dilation: [1, 2], padding: [1, 2],
          stride: [2, 1])
      },
      OpForm("F.fold(a, (2, 2), 3, padding=1)", .patches([[1, 9, 4], [18, 4], [2, 9, 4]])) {
        fold($0, outputSize: 2, kernelSize: 3, padding: 1)
      },
      OpForm(
        "F.fold(a, (20, 30), (2, 2), stride=2)", .patches([[1, 4, 150]], large: [6, 40, 150])
      ) { fold($0, outputSize: [20, 30], kernelSize: 2, stride: 2) },
      OpForm(
        "F.fold(a, (1, 5), (1, 2), stride=(1, 3))", .patches([[1, 2, 2], [4, 2], [3, 2, 2]])
      ) {
        fold($0, outputSize: [1, 5], kernelSize: [1, 2], stride: [1, 3])
      },
      errors: [
        OpError("input [1, 3, 4] must be [batch, a multiple of 4, 4]") {
          _ = fold(.zeros([1, 3, 4]), outputSize: 3, kernelSize: 2)
        },
        OpError("input [1, 4, 5] must be [batch, a multiple of 4, 4]") {
          _ = fold(.zeros([1, 4, 5]), outputSize: 3, kernelSize: 2)
        },
      ]),
  ]
}

extension SampleSet {
  /// Inputs and weights, and biases of the weights' first sizes.
  fileprivate static func layers(
    _ shapes: [([Int], [Int])], bias: Bool = false, large: ([Int], [Int])? = nil
  ) -> SampleSet {
    samples(shapes, dtypes: [.float32, .bfloat16], large: large) { bias ? $0[0] : nil }
  }

  /// The same for transposed convolutions, with biases of the weights' second sizes. Without 16-bit floats: there PyTorch rounds the
  /// sum after each tap of the kernel, where we round it once.
  fileprivate static func spreadLayers(
    bias: Bool = false, _ shapes: [([Int], [Int])], large: ([Int], [Int])? = nil
  ) -> SampleSet {
    samples(shapes, dtypes: [.float32], large: large) { bias ? $0[1] : nil }
  }

  private static func samples(
    _ shapes: [([Int], [Int])], dtypes: [DType], large: ([Int], [Int])?, bias: ([Int]) -> Int?
  ) -> SampleSet {
    func sample(_ shapes: ([Int], [Int]), seed: Int, dtype: DType = .float64) -> Sample {
      let (input, weight) = shapes
      let operands = [input, weight] + (bias(weight).map { [[$0]] } ?? [])
      return Sample(
        operands.enumerated().map { .reals($1, seed: seed + 10 * $0, dtype: dtype) })
    }
    return SampleSet(
      shapes.enumerated().map { sample($1, seed: $0 + 1) }
        + dtypes.map { sample(shapes[0], seed: 31, dtype: $0) },
      large: large.map { sample($0, seed: 41) })
  }

  fileprivate static func patches(_ shapes: [[Int]], large: [Int]? = nil) -> SampleSet {
    .shapes(shapes, dtypes: [.float32], large: large)
  }
}
