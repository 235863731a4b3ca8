import TapestryCore
import TapestryTesting

extension Catalogue {
  static let bilinearForms: [OpCase] = [
    OpCase(
      "bilinear", in: "LinearAlgebra/Bilinear",
      torch: ["nn.functional.bilinear": "bilinear(x, y, weight, bias)"],
      OpForm("F.bilinear(a, b, c)", .pairs(biased: false)) { bilinear($0, $1, $2) },
      OpForm(
        "F.bilinear(a, b, c, d)", .pairs(biased: true),
        all: { [bilinear($0[0], $0[1], $0[2], $0[3])] }),
      errors: [
        OpError("inputs [2, 3] and [1, 4] and weight [5, 3, 4]: […, n], […, m] and") {
          _ = bilinear(.zeros([2, 3]), .zeros([1, 4]), .zeros([5, 3, 4]))
        },
        OpError("bias [4] for weight [5, 3, 4] must be [5]") {
          _ = bilinear(.zeros([2, 3]), .zeros([2, 4]), .zeros([5, 3, 4]), .zeros([4]))
        },
        OpError("inputs float32 and float64, weight float32 and bias none must be one") {
          _ = bilinear(.zeros([2, 3]), .zeros([2, 4], dtype: .float64), .zeros([5, 3, 4]))
        },
      ])
  ]
}

extension SampleSet {
  fileprivate static func pairs(biased: Bool) -> SampleSet {
    let shapes: [([Int], [Int], [Int])] = [
      ([2, 3], [2, 4], [5, 3, 4]), ([3], [2], [2, 3, 2]), ([0, 3], [0, 4], [2, 3, 4]),
      ([2, 1, 3], [2, 1, 2], [1, 3, 2]),
      ([1, 1], [1, 1], [1, 1, 1]), ([2, 2, 1, 2], [2, 2, 1, 2], [3, 2, 2]),
      ([4, 2], [4, 2], [0, 2, 2]), ([5], [1], [3, 5, 1]),
      ([1, 3], [1, 3], [3, 3, 3]), ([2, 0, 3], [2, 0, 2], [2, 3, 2]),
    ]
    func sample(_ shapes: ([Int], [Int], [Int]), _ dtype: DType, seed: Int) -> Sample {
      let operands = [shapes.0, shapes.1, shapes.2] + (biased ? [[shapes.2[0]]] : [])
      return Sample(
        operands.enumerated().map { .reals($1, seed: seed + 10 * $0, dtype: dtype) })
    }
    return SampleSet(
      shapes.enumerated().map { sample($1, .float64, seed: $0 + 1) }
        + [sample(shapes[0], .float32, seed: 10)],
      large: sample(([500, 20], [500, 30], [40, 20, 30]), .float64, seed: 11))
  }
}
