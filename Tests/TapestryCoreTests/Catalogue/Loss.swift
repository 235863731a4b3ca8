import TapestryCore
import TapestryTesting

extension Catalogue {
  static let loss: [OpCase] = [
    OpCase(
      "crossEntropy", in: "Loss/CrossEntropy",
      OpForm("F.cross_entropy(a, b.long())", .labelled.undefinedWhereEmpty) {
        crossEntropy($0, $1)
      },
      OpForm("F.cross_entropy(a, b.long(), reduction='sum')", .labelled) {
        crossEntropy($0, $1, reduction: .sum)
      },
      OpForm("F.cross_entropy(a, b.long(), reduction='none')", .labelled) {
        crossEntropy($0, $1, reduction: .none)
      },
      errors: [
        OpError("label 3 is not in 0..<3, the classes of logits [2, 3]") {
          _ = crossEntropy(.zeros([2, 3]), Tensor([Int64(0), 3]))
        },
        OpError("label -1 is not in 0..<3, the classes of logits [2, 3]") {
          _ = crossEntropy(.zeros([2, 3]), Tensor([Int64(0), -1]))
        },
        OpError("logits [2, 3] and labels [3]: [batch, classes] and [batch] are needed") {
          _ = crossEntropy(.zeros([2, 3]), .arange(3))
        },
        OpError("logits of float32 and labels of float32: floating-point and integer are needed") {
          _ = crossEntropy(.zeros([2, 3]), .zeros([2]))
        },
      ])
  ]
}

extension SampleSet {
  fileprivate static let labelled: SampleSet = {
    let shapes = [[4, 3], [1, 5], [6, 2], [3, 1], [0, 3]]
    let doubles = shapes.enumerated().map { seed, shape in
      Sample(
        .reals(shape, seed: seed + 1),
        .integers([shape[0]], in: 0...(shape[1] - 1), seed: seed + 11))
    }
    let labels = [DType.int32, .uint8].map { dtype in
      Sample(.reals([4, 3], seed: 21), .integers([4], in: 0...2, seed: 22, dtype: dtype))
    }
    let special = [
      Sample(
        .values([1000, -1000, 0, -1000, 1000, 5], shape: [2, 3], dtype: .float32), .wholes([0, 2]),
        derivatives: .stored),
      Sample(
        .values([.infinity, 0, 1, -.infinity, 0, .nan], shape: [3, 2], dtype: .float32),
        .wholes([0, 1, 0]), derivatives: .stored),
    ]
    return SampleSet(
      doubles + labels + special,
      large: Sample(.reals([3000, 100]), .integers([3000], in: 0...99)))
  }()
}
