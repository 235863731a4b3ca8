import TapestryCore
import TapestryTesting

extension Catalogue {
  static let transposedConvolutions: [OpCase] = [
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
      OpForm(
        "F.conv_transpose1d(a, b, c, stride=3, padding=1, output_padding=1, groups=2)",
        .integerLayers([[2, 4, 3], [4, 2, 4], [4]], dtypes: [.int64])
      ) {
        convTranspose1d($0, $1, $2, stride: 3, padding: 1, outputPadding: 1, groups: 2)
      },
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
      OpForm(
        "F.conv_transpose2d(a, b, c, stride=(1, 2), padding=(1, 0), dilation=(2, 1))",
        .integerLayers([[1, 2, 3, 2], [2, 3, 2, 3], [3]], dtypes: [.int64])
      ) {
        convTranspose2d($0, $1, $2, stride: [1, 2], padding: [1, 0], dilation: [2, 1])
      },
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
      OpForm(
        "F.conv_transpose3d(a, b, stride=2)",
        .integerLayers([[1, 2, 2, 1, 2], [2, 1, 2, 2, 1]], dtypes: [.int64])
      ) { convTranspose3d($0, $1, stride: 2) },
      errors: [
        OpError("input [1, 1, 2, 2] and weight [1, 1, 1, 1]: a weight of 5 axes is needed") {
          _ = convTranspose3d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]))
        },
        OpError("padding -1 must be at least 0") {
          _ = convTranspose3d(.zeros([1, 1, 1, 2, 2]), .zeros([1, 1, 1, 1, 1]), padding: -1)
        },
      ]),
  ]
}
