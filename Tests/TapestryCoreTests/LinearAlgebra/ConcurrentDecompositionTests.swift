import TapestryCore
import TapestryTesting
import Testing

/// LAPACK's routines are called from several threads at once: none may see another's numbers.
@Suite(.serialized) struct ConcurrentDecompositionTests {
  @Test(arguments: [DType.float32, .float64]) func batchesEqualSingleMatrices(dtype: DType) throws {
    let before = Threads.count
    defer { Threads.setCount(before) }
    Threads.setCount(4)
    let batch = SampleInput.reals([48, 40, 40], seed: 5, dtype: dtype).tensor
    let symmetric = batch + batch.transposed()
    let positive = batch.matmul(batch.transposed()) + 4 * Tensor.eye(40, dtype: dtype)
    for _ in 0..<3 {
      try compare(batch) { x in
        let (u, s, vh) = try x.svd()
        return [u, s, vh, try x.svdvals(), try x.pinv()]
      }
      try compare(symmetric) { x in
        let (values, vectors) = try x.eigh()
        return [values, vectors, try x.eigvalsh()]
      }
      try compare(batch) { x in
        let (values, vectors) = try x.eig()
        return [values.real, values.imaginary, vectors.real, vectors.imaginary]
      }
      try compare(positive) { x in
        [try x.cholesky(), try x.inverse(), x.det(), try x.ldlFactor().ld]
      }
      try compare(batch) { x in
        let (q, r) = x.qr()
        return [q, r, try x.lstsq(x[.ellipsis, 0..<2], driver: .gelsd).solution]
      }
    }
  }

  private func compare(_ batch: Tensor, _ body: (Tensor) throws -> [Tensor]) throws {
    let together = try body(batch)
    for index in 0..<batch.shape[0] {
      for (whole, single) in zip(together, try body(batch[index])) {
        #expect(isBitwiseEqual(whole[index], single))
      }
    }
  }
}
