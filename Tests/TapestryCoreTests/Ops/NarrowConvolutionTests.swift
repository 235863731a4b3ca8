import TapestryCore
import TapestryTesting
import Testing

/// Convolutions to few channels, or of few terms, go along rows. Small whole numbers make them exact, as those of integers are, which copy patches.
@Suite struct NarrowConvolutionTests {
  @Test(arguments: [1, 2, 5, 7, 8, 9, 15, 16, 17, 28, 31, 33, 48])
  func agreesWithIntegers(width: Int) {
    for (channels, outputs, groups) in [
      (2, 1, 1), (4, 4, 4), (3, 6, 3), (5, 3, 1), (3, 13, 1), (2, 43, 1),
    ] {
      for stride in [1, 2, 3] {
        func values(_ shape: [Int], _ dtype: DType) -> Tensor {
          SampleInput.integers(shape, in: -5...5, dtype: .int64).tensor.cast(to: dtype)
        }
        func results(_ dtype: DType) -> [Tensor] {
          let x = values([2, channels, 5, width], dtype)
          let w = values([outputs, channels / groups, 3, 3], dtype)
          let y = conv2d(x, w, stride: PerAxis(stride), padding: 1, groups: groups)
          let back = convTranspose2d(y, w, stride: PerAxis(stride), padding: 1, groups: groups)
          return [y, back]
        }
        let expected = results(.int64)
        for dtype in [DType.float32, .float64] { expectEqual(results(dtype), expected) }
      }
    }
  }

  /// Several rows of several planes at a time, with and without padding.
  @Test(arguments: [16, 29, 40]) func volumesAgreeWithIntegers(width: Int) {
    for padding in [0, 1] {
      func results(_ dtype: DType) -> [Tensor] {
        let x = SampleInput.integers([2, 2, 4, 5, width], in: -5...5, dtype: .int64).tensor
        let w = SampleInput.integers([11, 2, 2, 3, 3], in: -5...5, dtype: .int64).tensor
        return [conv3d(x.cast(to: dtype), w.cast(to: dtype), padding: .sizes(PerAxis(padding)))]
      }
      let expected = results(.int64)
      for dtype in [DType.float32, .float64] { expectEqual(results(dtype), expected) }
    }
  }

  private func expectEqual(_ results: [Tensor], _ expected: [Tensor]) {
    for (result, expected) in zip(results, expected) {
      #expect(
        difference(of: result, from: expected, tolerance: .exact, checksDType: false) == nil)
    }
  }

  /// By the weight: each element is a sum over all places.
  @Test(arguments: [6, 12, 28, 37]) func gradientsByTheWeight(width: Int) {
    let x = SampleInput.integers([2, 3, 6, width], in: -4...4, dtype: .float32).tensor
    let w = Tensor.zeros([6, 1, 3, 3]).requiringGrad()
    let y = conv2d(x, w, padding: 1, groups: 3)
    let g = SampleInput.integers(Array(y.shape), in: -4...4, dtype: .float32).tensor
    let gradient = grad(of: y, with: [w], gradient: g)[0]!
    let padded = x.padded([1, 1, 1, 1])
    for (output, row, column) in [(0, 0, 0), (3, 1, 2), (5, 2, 1)] {
      let shifted = padded[0..., output / 2, row..<row + 6, column..<column + width]
      let expected = (shifted * g[0..., output]).sum().item(as: Float.self)
      #expect(gradient[output, 0, row, column].item(as: Float.self) == expected)
    }
  }
}
