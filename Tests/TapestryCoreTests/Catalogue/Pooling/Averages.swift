import TapestryCore
import TapestryTesting

extension Catalogue {
  static let averages: [OpCase] = averagePooling + adaptiveAveragePooling + windowNorms

  private static let averagePooling: [OpCase] = [
    OpCase(
      "avgPool1d", in: "Pooling/AveragePooling",
      torch: ["nn.functional.avg_pool1d": "avgPool1d(x, kernelSize: 2)"],
      OpForm(
        "F.avg_pool1d(a, 2)",
        .planes([[2, 3, 4], [2, 5], [0, 2, 3], [1, 1, 2]]) + .unusual([1, 8])
      ) { avgPool1d($0, kernelSize: 2) },
      OpForm("F.avg_pool1d(a, 3, stride=2, padding=1)", .planes([[1, 2, 5], [3, 1], [2, 4]])) {
        avgPool1d($0, kernelSize: 3, stride: 2, padding: 1)
      },
      OpForm(
        "F.avg_pool1d(a, 3, stride=2, padding=1, ceil_mode=True)",
        .planes([[1, 2, 6], [3, 1], [2, 4]], large: [40, 3000])
      ) { avgPool1d($0, kernelSize: 3, stride: 2, padding: 1, ceilMode: true) },
      OpForm(
        "F.avg_pool1d(a, 4, stride=3, padding=2, ceil_mode=True, count_include_pad=False)",
        .planes([[1, 2, 6], [3, 3], [2, 4]])
      ) {
        avgPool1d(
          $0, kernelSize: 4, stride: 3, padding: 2, ceilMode: true, countIncludePad: false)
      },
      OpForm(
        "F.avg_pool1d(a, 4, stride=3, padding=2, ceil_mode=True, count_include_pad=False)",
        [Sample(.integers([2, 1, 6], in: -9...9, seed: 3, dtype: .int64))]
      ) {
        avgPool1d(
          $0, kernelSize: 4, stride: 3, padding: 2, ceilMode: true, countIncludePad: false)
      },
      errors: [
        OpError("not defined for bool") {
          _ = avgPool1d(.zeros([1, 3], dtype: .bool), kernelSize: 2)
        },
        OpError("has no room for windows of [4]") { _ = avgPool1d(.zeros([1, 3]), kernelSize: 4) },
      ]),
    OpCase(
      "avgPool2d", in: "Pooling/AveragePooling",
      torch: ["nn.functional.avg_pool2d": "avgPool2d(x, kernelSize: 2, divisorOverride: 3)"],
      OpForm(
        "F.avg_pool2d(a, 2)",
        .planes([[1, 2, 4, 4], [2, 2, 3], [0, 1, 2, 2], [2, 1, 5, 4]]) + .unusual([1, 4, 4])
      ) { avgPool2d($0, kernelSize: 2) },
      OpForm(
        "F.avg_pool2d(a, (2, 3), stride=(1, 2), padding=1)",
        .planes([[1, 1, 3, 4], [2, 1, 1]], large: [9, 8, 50, 49])
      ) { avgPool2d($0, kernelSize: [2, 3], stride: [1, 2], padding: 1) },
      OpForm(
        "F.avg_pool2d(a, 3, stride=2, padding=1, ceil_mode=True, count_include_pad=False)",
        .planes([[1, 1, 5, 6], [2, 4, 3]])
      ) {
        avgPool2d(
          $0, kernelSize: 3, stride: 2, padding: 1, ceilMode: true, countIncludePad: false)
      },
      OpForm(
        "F.avg_pool2d(a, 2, stride=3, ceil_mode=True)", .planes([[1, 1, 4, 5], [1, 2, 2]])
      ) { avgPool2d($0, kernelSize: 2, stride: 3, ceilMode: true) },
      OpForm(
        "F.avg_pool2d(a, 2, padding=1, divisor_override=-3)", .planes([[1, 2, 4, 3], [1, 3, 2]])
      ) { avgPool2d($0, kernelSize: 2, padding: 1, divisorOverride: -3) },
      OpForm(
        "F.avg_pool2d(a, 3, stride=2, padding=1)",
        [Sample(.integers([2, 3, 5], in: -9...9, seed: 3, dtype: .int64))]
      ) { avgPool2d($0, kernelSize: 3, stride: 2, padding: 1) },
      errors: [
        OpError("divisorOverride is 0") {
          _ = avgPool2d(.zeros([1, 3, 3]), kernelSize: 2, divisorOverride: 0)
        },
        OpError("padding [2, 2] must be at most half of the windows' extent 3") {
          _ = avgPool2d(.zeros([1, 3, 3]), kernelSize: 3, padding: 2)
        },
      ]),
    OpCase(
      "avgPool3d", in: "Pooling/AveragePooling",
      torch: ["nn.functional.avg_pool3d": "avgPool3d(x, kernelSize: 2)"],
      OpForm(
        "F.avg_pool3d(a, 2)",
        .planes(
          [[1, 2, 2, 4, 2], [1, 3, 2, 3], [0, 1, 2, 2, 2], [2, 2, 2, 2]], dtypes: [.float32])
      ) { avgPool3d($0, kernelSize: 2) },
      OpForm(
        "F.avg_pool3d(a, (1, 2, 3), stride=2, padding=(0, 1, 1), ceil_mode=True)",
        .planes(
          [[1, 1, 2, 3, 4], [1, 2, 2, 3], [2, 1, 2, 4]], dtypes: [.float32],
          large: [3, 4, 9, 20, 21])
      ) {
        avgPool3d($0, kernelSize: [1, 2, 3], stride: 2, padding: [0, 1, 1], ceilMode: true)
      },
      OpForm(
        "F.avg_pool3d(a, 2, stride=1, padding=1, count_include_pad=False)",
        .planes([[1, 1, 2, 2, 2], [2, 2, 2, 3], [1, 3, 2, 2]], dtypes: [.float32])
      ) { avgPool3d($0, kernelSize: 2, stride: 1, padding: 1, countIncludePad: false) },
      OpForm(
        "F.avg_pool3d(a, 2, stride=1, divisor_override=5)",
        .planes([[1, 1, 2, 3, 2], [2, 2, 2, 3], [1, 2, 2, 2, 2]], dtypes: [.float32])
      ) { avgPool3d($0, kernelSize: 2, stride: 1, divisorOverride: 5) },
      OpForm(
        "F.avg_pool3d(a, (2, 1, 1))",
        .planes(
          [[1, 1, 2, 1, 2], [2, 2, 2, 1], [1, 3, 1, 1], [1, 2, 2, 1]], dtypes: [.float32])
      ) {
        avgPool3d($0, kernelSize: [2, 1, 1])
      },
      OpForm(
        "F.avg_pool3d(a, 2, divisor_override=3)",
        [Sample(.integers([2, 3, 2, 4], in: -9...9, seed: 3, dtype: .int64))]
      ) { avgPool3d($0, kernelSize: 2, divisorOverride: 3) },
      errors: [
        OpError("input [1, 2, 3]: channels and 3 more axes are needed") {
          _ = avgPool3d(.zeros([1, 2, 3]), kernelSize: 1)
        },
        OpError("stride -1 must be at least 1") {
          _ = avgPool3d(.zeros([1, 2, 2, 3]), kernelSize: 1, stride: -1)
        },
      ]),
  ]

  private static let adaptiveAveragePooling: [OpCase] = [
    OpCase(
      "adaptiveAvgPool1d", in: "Pooling/AdaptiveAveragePooling",
      torch: ["nn.functional.adaptive_avg_pool1d": "adaptiveAvgPool1d(x, outputSize: 5)"],
      OpForm(
        "F.adaptive_avg_pool1d(a, 3)",
        .planes(
          [[2, 3, 4], [2, 5], [0, 2, 3], [1, 1, 2], [1, 9], [3, 1], [2, 6]], large: [60, 3000])
          + .unusual([1, 8])
      ) { adaptiveAvgPool1d($0, outputSize: 3) },
      OpForm("F.adaptive_avg_pool1d(a, 1)", .planes([[2, 3, 4], [2, 5], [1, 1], [2, 1, 3]])) {
        adaptiveAvgPool1d($0, outputSize: 1)
      },
      OpForm("F.adaptive_avg_pool1d(a, 4)", .planes([[2, 3, 4], [2, 5], [1, 1], [2, 1, 7]])) {
        adaptiveAvgPool1d($0, outputSize: 4)
      },
      errors: [
        OpError("input [1, 0] has no places to pool") {
          _ = adaptiveAvgPool1d(.zeros([1, 0]), outputSize: 1)
        },
        OpError("not defined for int32") {
          _ = adaptiveAvgPool1d(.zeros([1, 2], dtype: .int32), outputSize: 1)
        },
      ]),
    OpCase(
      "adaptiveAvgPool2d", in: "Pooling/AdaptiveAveragePooling",
      torch: ["nn.functional.adaptive_avg_pool2d": "adaptiveAvgPool2d(x, outputSize: [nil, 7])"],
      OpForm(
        "F.adaptive_avg_pool2d(a, (2, 3))",
        .planes(
          [[1, 2, 4, 4], [2, 2, 5], [0, 1, 2, 2], [2, 1, 5, 7], [1, 1, 1]], large: [9, 7, 40, 41])
          + .unusual([1, 4, 4])
      ) { adaptiveAvgPool2d($0, outputSize: [2, 3]) },
      OpForm(
        "F.adaptive_avg_pool2d(a, (None, 2))", .planes([[1, 2, 3, 4], [2, 2, 5], [1, 1, 3]])
      ) {
        adaptiveAvgPool2d($0, outputSize: [nil, 2])
      },
      OpForm("F.adaptive_avg_pool2d(a, 1)", .planes([[1, 2, 3, 4], [2, 2, 5], [1, 1, 1]])) {
        adaptiveAvgPool2d($0, outputSize: 1)
      },
      OpForm(
        "F.adaptive_avg_pool2d(a, (3, None))", .planes([[1, 2, 4, 2], [2, 2, 5], [1, 7, 1]])
      ) {
        adaptiveAvgPool2d($0, outputSize: [3, nil])
      },
      errors: [
        OpError("outputSize [1, nil, 2] must be one size, or one for each of 2 axes") {
          _ = adaptiveAvgPool2d(.zeros([1, 3, 3]), outputSize: [1, nil, 2])
        },
        OpError("input [3, 3]: channels and 2 more axes are needed") {
          _ = adaptiveAvgPool2d(.zeros([3, 3]), outputSize: 1)
        },
      ]),
    OpCase(
      "adaptiveAvgPool3d", in: "Pooling/AdaptiveAveragePooling",
      torch: ["nn.functional.adaptive_avg_pool3d": "adaptiveAvgPool3d(x, outputSize: 2)"],
      OpForm(
        "F.adaptive_avg_pool3d(a, 2)",
        .planes(
          [[1, 2, 2, 3, 2], [1, 3, 2, 1], [0, 1, 2, 2, 2], [1, 1, 1, 4, 3], [2, 2, 2, 2]],
          large: [3, 7, 9, 20, 21])
      ) { adaptiveAvgPool3d($0, outputSize: 2) },
      OpForm(
        "F.adaptive_avg_pool3d(a, (1, None, 2))",
        .planes(
          [[1, 2, 2, 3, 4], [1, 3, 2, 1], [2, 3, 1, 1], [1, 1, 1, 1]], dtypes: [.float32])
      ) { adaptiveAvgPool3d($0, outputSize: [1, nil, 2]) },
      OpForm(
        "F.adaptive_avg_pool3d(a, 1)",
        .planes([[1, 2, 2, 3, 4], [1, 3, 2, 1], [2, 3, 1, 1], [1, 1, 1, 1]])
      ) { adaptiveAvgPool3d($0, outputSize: 1) },
      OpForm(
        "F.adaptive_avg_pool3d(a, (2, 1, 3))",
        .planes([[1, 1, 2, 3, 4], [1, 3, 2, 1]], dtypes: [.float32])
      ) {
        adaptiveAvgPool3d($0, outputSize: [2, 1, 3])
      },
      errors: [
        OpError("input [3, 3, 3]: channels and 3 more axes are needed") {
          _ = adaptiveAvgPool3d(.zeros([3, 3, 3]), outputSize: 1)
        },
        OpError("outputSize [-2] must be one size") {
          _ = adaptiveAvgPool3d(.zeros([1, 3, 3, 3]), outputSize: -2)
        },
      ]),
  ]

  private static let windowNorms: [OpCase] = [
    OpCase(
      "lpPool1d", in: "Pooling/LpPooling",
      OpForm("F.lp_pool1d(a, 2, 2)", .norms([[2, 3, 4], [2, 5], [0, 2, 3], [1, 1, 2]])) {
        lpPool1d($0, normType: 2, kernelSize: 2)
      },
      OpForm(
        "F.lp_pool1d(a, 3.0, 3, stride=2)", .norms([[1, 2, 5], [3, 3], [2, 4]])
      ) { lpPool1d($0, normType: 3, kernelSize: 3, stride: 2) },
      OpForm(
        "F.lp_pool1d(a, 1.5, 2, ceil_mode=True)", .norms([[1, 2, 5], [3, 3]], large: [40, 999])
      ) {
        lpPool1d($0, normType: 1.5, kernelSize: 2, ceilMode: true)
      },
      OpForm("F.lp_pool1d(a, 1, 2)", .norms([[1, 2, 5], [3, 3], [1, 4]])) {
        lpPool1d($0, normType: 1, kernelSize: 2)
      },
      OpForm("F.lp_pool1d(a, 2, 2)", .planes([[1, 2, 5], [3, 3], [2, 2, 2]])) {
        lpPool1d($0, normType: 2, kernelSize: 2)
      },
      errors: [
        OpError("normType is 0") { _ = lpPool1d(.zeros([1, 3]), normType: 0, kernelSize: 2) },
        OpError("has no room for windows of [4]") {
          _ = lpPool1d(.zeros([1, 3]), normType: 2, kernelSize: 4)
        },
      ]),
    OpCase(
      "lpPool2d", in: "Pooling/LpPooling",
      OpForm(
        "F.lp_pool2d(a, 2, 2)", .norms([[1, 2, 4, 4], [2, 2, 3], [0, 1, 2, 2], [2, 1, 3, 4]])
      ) { lpPool2d($0, normType: 2, kernelSize: 2) },
      OpForm(
        "F.lp_pool2d(a, 3.0, (2, 3), stride=(1, 2))",
        .norms([[1, 1, 3, 4], [2, 2, 3]], large: [9, 8, 30, 29])
      ) { lpPool2d($0, normType: 3, kernelSize: [2, 3], stride: [1, 2]) },
      OpForm(
        "F.lp_pool2d(a, 1.5, 2, ceil_mode=True)", .norms([[1, 2, 3, 3], [3, 3, 2], [1, 4, 3]])
      ) {
        lpPool2d($0, normType: 1.5, kernelSize: 2, ceilMode: true)
      },
      OpForm(
        "F.lp_pool2d(a, 2, 2, stride=1)",
        .planes([[1, 2, 3, 3], [3, 3, 2], [1, 4, 3], [1, 2, 2], [2, 1, 2, 3], [1, 2, 4]])
      ) {
        lpPool2d($0, normType: 2, kernelSize: 2, stride: 1)
      },
      errors: [
        OpError("input [3, 3]: channels and 2 more axes are needed") {
          _ = lpPool2d(.zeros([3, 3]), normType: 2, kernelSize: 2)
        },
        OpError("kernelSize 0 must be at least 1") {
          _ = lpPool2d(.zeros([1, 3, 3]), normType: 2, kernelSize: 0)
        },
      ]),
    OpCase(
      "lpPool3d", in: "Pooling/LpPooling",
      OpForm(
        "F.lp_pool3d(a, 2, 2)",
        .norms(
          [[1, 2, 2, 4, 2], [1, 3, 2, 3], [0, 1, 2, 2, 2], [2, 2, 2, 2]], large: [3, 4, 8, 20, 21])
      ) { lpPool3d($0, normType: 2, kernelSize: 2) },
      OpForm(
        "F.lp_pool3d(a, 3.0, (1, 2, 3), stride=2)",
        .norms([[1, 1, 2, 3, 4], [1, 2, 2, 3], [2, 1, 3, 3]])
      ) { lpPool3d($0, normType: 3, kernelSize: [1, 2, 3], stride: 2) },
      OpForm(
        "F.lp_pool3d(a, 1.5, 2, ceil_mode=True)",
        .norms([[1, 2, 2, 3, 2], [1, 2, 2, 3], [2, 2, 3, 3], [1, 1, 2, 3, 2]])
      ) { lpPool3d($0, normType: 1.5, kernelSize: 2, ceilMode: true) },
      OpForm(
        "F.lp_pool3d(a, 2, 1)",
        .planes(
          [[1, 2, 2, 1, 2], [1, 2, 2, 1], [2, 2, 1, 1], [1, 1, 1, 3], [2, 1, 1, 2, 1]],
          dtypes: [.float32])
      ) {
        lpPool3d($0, normType: 2, kernelSize: 1)
      },
      errors: [
        OpError("not defined for int64") {
          _ = lpPool3d(.zeros([1, 3, 3, 3], dtype: .int64), normType: 2, kernelSize: 2)
        },
        OpError("kernelSize [1, 2] must be one number, or one for each of 3 axes") {
          _ = lpPool3d(.zeros([1, 3, 3, 3]), normType: 2, kernelSize: [1, 2])
        },
      ]),
  ]
}

extension SampleSet {
  /// Positive numbers: powers with fractions are defined there.
  fileprivate static func norms(_ shapes: [[Int]], large: [Int]? = nil) -> SampleSet {
    let samples = shapes.enumerated().map { Sample(.reals($1, in: 1...4, seed: $0 + 1)) }
    return SampleSet(
      samples + [Sample(.reals(shapes[0], in: 1...4, dtype: .float32))],
      large: large.map { Sample(.reals($0, in: 1...4)) })
  }

  /// NaN and infinities among small numbers.
  fileprivate static func unusual(_ shape: [Int]) -> SampleSet {
    let values: [Double] = [1, -.infinity, 2, 0, -0.0, -1, .infinity, 3, .nan, 5, 1, -2]
    let elements = (0..<shape.reduce(1, *)).map { values[$0 % 12] }
    return SampleSet(
      [DType.float64, .float32].map {
        Sample(.values(elements, shape: shape, dtype: $0), derivatives: .stored)
      })
  }
}
