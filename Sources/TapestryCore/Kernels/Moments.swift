import CKernels

/// Means and squared deviations, in float64 whatever the input is.
enum Moments {
  /// How many elements one task goes over where an axis is cut; fixed, so that results do not depend on the number of threads.
  private static let block = 1 << 16

  /// The mean of float32 or float64 elements along some axes and the sum of their squared distances from it; NaN and 0 of none.
  /// Both keep these axes, with size 1.
  static func run(_ input: Tensor, over isReduced: [Bool]) -> (mean: Tensor, deviation: Tensor) {
    var shape = input.shape
    for axis in 0..<shape.count where isReduced[axis] { shape[axis] = 1 }
    let source = Reduction.arranged(input, isReduced)
    if source.reduce == 0 || shape.product == 0 {
      return (.full(shape, Double.nan, dtype: .float64), .zeros(shape, dtype: .float64))
    }
    let mean = Tensor(uninitialized: shape, dtype: .float64)
    let deviation = Tensor(uninitialized: shape, dtype: .float64)
    if input.dtype == .float64 {
      run(tk_moments_f64, source, into: mean, deviation)
    } else {
      run(tk_moments_f32, source, into: mean, deviation)
    }
    return (mean, deviation)
  }

  private typealias Doubles = UnsafeMutablePointer<Double>

  private static func run<T>(
    _ kernel: (Doubles, Doubles, UnsafePointer<T>, Int, Int, Int, Int, Int) -> Void,
    _ source: (tensor: Tensor, outer: Int, reduce: Int, inner: Int), into mean: Tensor,
    _ deviation: Tensor
  ) {
    let (outer, reduce, inner) = (source.outer, source.reduce, source.inner)
    let from = source.tensor.address.assumingMemoryBound(to: T.self)
    let (means, deviations) = (doubles(mean), doubles(deviation))
    let row = reduce * inner
    if outer == 1 && inner < 64 && row >= 2 * block {
      let length = Swift.max(block / inner, 1)
      let pieces = (reduce + length - 1) / length
      let shares = (
        Tensor(uninitialized: [pieces, inner], dtype: .float64),
        Tensor(uninitialized: [pieces, inner], dtype: .float64)
      )
      let (meanShares, deviationShares) = (doubles(shares.0), doubles(shares.1))
      parallelFor(count: pieces, grain: 1) { range in
        for piece in range {
          let size = Swift.min(length, reduce - piece * length)
          kernel(
            meanShares + piece * inner, deviationShares + piece * inner,
            from + piece * length * inner, 1, size, inner, size * inner, inner)
        }
      }
      for column in 0..<inner {
        (means[column], deviations[column]) = joined(
          (0..<pieces).map { piece in
            (
              Double(Swift.min(length, reduce - piece * length)),
              meanShares[piece * inner + column], deviationShares[piece * inner + column]
            )
          })
      }
      return
    }
    if outer * 4 < inner {
      let grain = Swift.max(64, block / (reduce * outer))
      parallelFor(count: inner, grain: grain, alignment: 64) { range in
        for index in 0..<outer {
          let start = index * inner + range.lowerBound
          kernel(
            means + start, deviations + start, from + index * row + range.lowerBound, 1, reduce,
            range.count, row, inner)
        }
      }
      return
    }
    parallelFor(count: outer, grain: Swift.max(1, block / Swift.max(row, 1))) { range in
      let start = range.lowerBound
      kernel(
        means + start * inner, deviations + start * inner, from + start * row, range.count, reduce,
        inner, row, inner)
    }
  }

  /// The moments of all pieces together.
  private static func joined(
    _ pieces: [(count: Double, mean: Double, deviation: Double)]
  ) -> (Double, Double) {
    let count = pieces.reduce(0) { $0 + $1.count }
    let mean = pieces.reduce(0) { $0 + $1.mean * ($1.count / count) }
    let deviation = pieces.reduce(0) { sum, piece in
      sum + piece.deviation + piece.count * (piece.mean - mean) * (piece.mean - mean)
    }
    return (mean, deviation)
  }

  private static func doubles(_ tensor: Tensor) -> Doubles {
    tensor.address.assumingMemoryBound(to: Double.self)
  }
}
