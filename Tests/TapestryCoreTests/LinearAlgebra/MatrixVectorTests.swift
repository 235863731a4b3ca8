import TapestryCore
import TapestryTesting
import Testing

/// Products with one column go another way than those with several, which they are held to.
@Suite struct MatrixVectorTests {
  @Test(arguments: [DType.float32, .float64]) func agreesWithWiderProducts(dtype: DType) {
    for (rows, inner) in [(1, 1), (3, 1), (1, 70), (17, 5), (64, 64), (301, 700), (2000, 33)] {
      let a = SampleInput.reals([rows, inner], in: -1...1, dtype: dtype).tensor
      let turned = SampleInput.reals([inner, rows], in: -1...1, dtype: dtype).tensor.transposed()
      let pair = SampleInput.reals([inner, 2], in: -1...1, dtype: dtype).tensor
      for matrix in [a, turned] {
        let wide = matrix.matmul(pair)
        for (vector, name) in [(pair[0..., 0], "strided"), (pair[0..., 0].clone(), "dense")] {
          let tolerance = Tolerance(relative: 1e-6, absolute: dtype == .float64 ? 1e-12 : 2e-5)
          #expect(
            difference(of: matrix.matmul(vector), from: wide[0..., 0], tolerance: tolerance) == nil,
            "\(name) \(rows) × \(inner)")
        }
      }
    }
  }

  @Test func batchesAndNothing() {
    let a = SampleInput.reals([4, 6, 5], in: -1...1, dtype: .float64).tensor
    let v = SampleInput.reals([4, 5, 1], in: -1...1, dtype: .float64).tensor
    let product = a.matmul(v)
    for batch in 0..<4 {
      #expect(difference(of: product[batch], from: a[batch].matmul(v[batch])) == nil)
    }
    #expect(Tensor.ones([3, 0]).matmul(Tensor.ones([0])).array(as: Float.self) == [0, 0, 0])
    #expect(Tensor.ones([0, 3]).matmul(Tensor.ones([3])).shape == [0])
  }
}
