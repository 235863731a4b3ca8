import TapestryCore
import TapestryTesting

extension Catalogue {
  static let adaptiveMaxPooling: [OpCase] = [
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
        all: pooled { adaptiveMaxPool1dWithIndices($0, outputSize: 2) }),
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
        all: pooled { adaptiveMaxPool2dWithIndices($0, outputSize: [nil, 2]) }),
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
        all: pooled { adaptiveMaxPool3dWithIndices($0, outputSize: [1, nil, 2]) }),
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
}
