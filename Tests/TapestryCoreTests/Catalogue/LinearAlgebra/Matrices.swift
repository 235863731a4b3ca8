import TapestryCore
import TapestryTesting

// Matrices of the kinds that decompositions want, from any; Tests/Goldens/matrices.py has the same in Python.

private func unit(like a: Tensor) -> Tensor {
  .eye(a.shape[a.rank - 2], a.shape[a.rank - 1], dtype: a.dtype)
}

/// 1, 2, … on the diagonal.
private func steps(like a: Tensor) -> Tensor {
  unit(like: a) * (Tensor.arange(a.shape[a.rank - 1]) + 1).cast(to: a.dtype)
}

/// Far from singular; elimination must exchange rows.
func regular(_ a: Tensor) -> Tensor { (a + 6 * unit(like: a)).flipped(axes: [-2]) }

/// Symmetric and positive definite.
func positive(_ a: Tensor) -> Tensor { a.matmul(a.transposed()) + 4 * unit(like: a) }

/// Symmetric, with eigenvalues that lie apart.
func symmetric(_ a: Tensor) -> Tensor { a + a.transposed() + 9 * steps(like: a) }

/// With singular values that lie apart, for any shape.
func graded(_ a: Tensor) -> Tensor { a + 8 * steps(like: a) }

extension SampleSet {
  /// Inputs of given shapes for each sample, in float64; the first sample in other dtypes, too.
  static func operands(
    _ shapes: [[[Int]]], in range: ClosedRange<Double> = -2...2,
    dtypes: [DType] = [.float32, .int64, .int32, .uint8], large: [[Int]]? = nil
  ) -> SampleSet {
    let doubles = shapes.enumerated().map { seed, shapes in
      Sample(
        shapes.enumerated().map { .reals($1, in: range, seed: 1 + seed + 50 * $0) })
    }
    let others = dtypes.map { dtype in
      Sample(shapes[0].enumerated().map { .small($1, dtype: dtype, seed: 31 + $0) })
    }
    return SampleSet(
      doubles + others,
      large: large.map { Sample($0.enumerated().map { .reals($1, in: range, seed: 41 + $0) }) })
  }

  /// Square matrices and batches of them.
  static let squares: SampleSet = .shapes(
    [
      [3, 3], [1, 1], [2, 2], [2, 3, 3], [2, 1, 2, 2], [4, 4], [0, 0], [0, 2, 2], [2, 0, 0],
      [5, 5],
    ], in: -2...2, dtypes: [.float32], large: [2, 96, 96])

  /// Matrices of any shape and batches of them.
  static let rectangles: SampleSet = .shapes(
    [
      [3, 2], [2, 3], [3, 3], [1, 4], [4, 1], [2, 3, 2], [2, 1, 2, 3], [0, 3], [3, 0], [0, 2, 3],
      [1, 1], [0, 0],
    ], in: -2...2, dtypes: [.float32], large: [2, 96, 70])
}
