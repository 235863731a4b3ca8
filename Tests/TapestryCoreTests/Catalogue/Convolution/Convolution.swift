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
      OpForm(
        "F.conv1d(a, b, c, stride=2, padding=1)", .integerLayers([[2, 4, 7], [3, 4, 3], [3]])
      ) { conv1d($0, $1, $2, stride: 2, padding: 1) },
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
      OpForm(
        "F.conv2d(a, b, c, groups=2, padding=(0, 1))",
        .integerLayers([[2, 4, 3, 5], [6, 2, 2, 3], [6]])
      ) { conv2d($0, $1, $2, padding: [0, 1], groups: 2) },
      OpForm(
        "F.conv2d(a, b, stride=(2, 1), dilation=(1, 2))",
        .integerLayers([[1, 2, 6, 4], [1, 2, 2, 2]], dtypes: [.int64])
      ) { conv2d($0, $1, stride: [2, 1], dilation: [1, 2]) },
      errors: [
        OpError("input, weight and bias of bool, bool must be of one dtype, which is not bool") {
          _ = conv2d(.zeros([1, 1, 2, 2], dtype: .bool), .zeros([1, 1, 1, 1], dtype: .bool))
        },
        OpError(
          "input, weight and bias of float32, float64 must be of one dtype, which is not bool"
        ) {
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
      OpForm("F.conv3d(a, b, stride=2)", .integerLayers([[1, 2, 3, 4, 3], [2, 2, 2, 2, 1]])) {
        conv3d($0, $1, stride: 2)
      },
      errors: [
        OpError("input [1, 1, 2, 2] and weight [1, 1, 1, 1]: a weight of 5 axes is needed") {
          _ = conv3d(.zeros([1, 1, 2, 2]), .zeros([1, 1, 1, 1]))
        },
        OpError("a kernel of 3 does not fit in a padded size of 2") {
          _ = conv3d(.zeros([1, 1, 2, 2, 2]), .zeros([1, 1, 1, 3, 1]))
        },
      ]),
  ]
}
