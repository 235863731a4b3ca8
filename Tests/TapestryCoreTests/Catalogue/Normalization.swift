import TapestryCore
import TapestryTesting

extension Catalogue {
  static let normalization: [OpCase] = [
    OpCase(
      "layerNorm", in: "Normalization/LayerNorm",
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
      ])
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
}
