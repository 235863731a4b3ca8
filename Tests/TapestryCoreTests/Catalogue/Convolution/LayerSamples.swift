import TapestryCore
import TapestryTesting

extension SampleSet {
  /// Inputs and weights, and biases of the weights' first sizes.
  static func layers(
    _ shapes: [([Int], [Int])], bias: Bool = false, large: ([Int], [Int])? = nil
  ) -> SampleSet {
    samples(shapes, dtypes: [.float32, .bfloat16], large: large) { bias ? $0[0] : nil }
  }

  /// The same for transposed convolutions, with biases of the weights' second sizes. Without 16-bit floats: there PyTorch rounds the
  /// sum after each tap of the kernel, where we round it once.
  static func spreadLayers(
    bias: Bool = false, _ shapes: [([Int], [Int])], large: ([Int], [Int])? = nil
  ) -> SampleSet {
    samples(shapes, dtypes: [.float32], large: large) { bias ? $0[1] : nil }
  }

  /// Small integers, which a sum of products holds exactly.
  static func integerLayers(
    _ shapes: [[Int]], dtypes: [DType] = [.int64, .int16, .uint8]
  ) -> SampleSet {
    SampleSet(
      dtypes.map { dtype in
        Sample(
          shapes.enumerated().map {
            .integers($1, in: dtype == .uint8 ? 0...3 : -5...5, seed: $0 + 1, dtype: dtype)
          })
      })
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
}
