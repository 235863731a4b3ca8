import TapestryCore
import TapestryTesting

extension Catalogue {
  /// Both results of a pooling with indices.
  static func pooled(
    _ body: @escaping @Sendable (Tensor) -> (values: Tensor, indices: Tensor)
  ) -> @Sendable ([Tensor]) -> [Tensor] {
    { inputs in
      let result = body(inputs[0])
      return [result.values, result.indices]
    }
  }
}

extension SampleSet {
  /// Several shapes in float64, and the first in other dtypes.
  static func planes(
    _ shapes: [[Int]], dtypes: [DType] = [.float32, .float16], large: [Int]? = nil
  ) -> SampleSet {
    .shapes(shapes, dtypes: dtypes, large: large)
  }

  /// NaN, infinities and zeros of both signs among small numbers.
  static func extremes(_ shape: [Int]) -> SampleSet {
    let values: [Double] = [
      1, -.infinity, 2, .nan, 0, -0.0, -1, .infinity, 3, .nan, -.infinity, -.infinity,
    ]
    let elements = (0..<shape.reduce(1, *)).map { values[$0 * 5 % 12] }
    return SampleSet(
      [DType.float64, .float32].map {
        Sample(.values(elements, shape: shape, dtype: $0), derivatives: .stored)
      })
  }

  /// Few different numbers: most windows hold their largest several times.
  static func ties(_ shape: [Int]) -> SampleSet {
    [
      Sample(.integers(shape, in: 0...1, seed: 5, dtype: .float64), derivatives: .stored),
      Sample(.integers(shape, in: -1...1, seed: 6, dtype: .float32), derivatives: .stored),
    ]
  }
}
