import TapestryCore
import TapestryTesting

extension Catalogue {
  static let pooling: [OpCase] =
    maxPooling + adaptiveMaxPooling + fractionalMaxPooling + unpooling + averages

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
        all: pooled { x in
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
        all: pooled { maxPool2dWithIndices($0, kernelSize: 2) }),
      OpForm(
        "F.max_pool2d(a, 3, stride=(2, 1), padding=1, return_indices=True)",
        .planes([[1, 1, 5, 6], [2, 4, 3], [1, 1, 1]], large: [6, 7, 60, 61]) + .extremes([2, 5, 6])
          + .ties([1, 5, 5]),
        all: pooled { maxPool2dWithIndices($0, kernelSize: 3, stride: [2, 1], padding: 1) }),
      OpForm(
        "F.max_pool2d(a, 2, stride=3, padding=1, dilation=2, ceil_mode=True, return_indices=True)",
        .planes([[1, 1, 5, 6], [2, 4, 3]], dtypes: [.float32, .int64]) + .ties([1, 5, 5]),
        all: pooled {
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
        all: pooled { maxPool3dWithIndices($0, kernelSize: 2, stride: 1, dilation: [1, 2, 1]) }),
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
}
