import TapestryCore
import TapestryTesting

extension Catalogue {
  static let patches: [OpCase] = [
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
      OpForm("F.unfold(a, 2, padding=1)", [Sample(.bools([1, 2, 3, 2]))]) {
        TapestryCore.unfold($0, kernelSize: 2, padding: 1)
      },
      errors: [
        OpError("patches of [3, 3] do not fit in input [1, 1, 2, 2] padded by [0, 0]") {
          _ = TapestryCore.unfold(.zeros([1, 1, 2, 2]), kernelSize: 2, dilation: 2)
        },
        OpError("input [2, 2] must be [batch, channels, height, width] or without the batch") {
          _ = TapestryCore.unfold(.zeros([2, 2]), kernelSize: 1)
        },
        OpError("stride [1, 2, 3] must be one number, or one for each of 2 axes") {
          _ = TapestryCore.unfold(.zeros([1, 2, 2]), kernelSize: 1, stride: [1, 2, 3])
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
  fileprivate static func patches(_ shapes: [[Int]], large: [Int]? = nil) -> SampleSet {
    .shapes(shapes, dtypes: [.float32], large: large)
  }
}
