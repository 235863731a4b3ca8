extension MatrixBatch {
  /// The eigenvalues of symmetric matrices, of which the lower triangles are read, and their eigenvectors where they are wanted.
  ///
  /// - Parameter values: contiguous `[…, size]`; the eigenvalues, ascending.
  /// - Returns: what holds the eigenvectors; the matrices themselves are overwritten.
  func eigenSymmetric(wantsVectors: Bool, values: Tensor, info: Tensor) -> MatrixBatch {
    if wantsVectors && paysInBlocks(reflectors: rows - 1) && isOfOrdinarySize {
      return eigenInBlocks(values: values, info: info)
    }
    Lapack.eigenSymmetric(self, wantsVectors: wantsVectors, values: values, info: info)
    return self
  }

  /// LAPACK's way, `syevd`, but for the last of its three parts, 2 · size³ multiplications, which it makes on one thread: the
  /// eigenvectors of the tridiagonal matrix are turned into those of the original.
  private func eigenInBlocks(values: Tensor, info: Tensor) -> MatrixBatch {
    let size = rows
    let rest = Tensor(uninitialized: [size - 1], dtype: dtype)
    let factors = Tensor(uninitialized: [size - 1], dtype: dtype)
    Lapack.makeTridiagonal(self, diagonal: values, offDiagonal: rest, factors: factors)
    let vectors = MatrixBatch(uninitialized: batch, rows: size, columns: size, dtype: dtype)
    Lapack.eigenTridiagonal(vectors, diagonal: values, offDiagonal: rest, info: info)
    noGrad {
      // The first row and column are not touched by any reflector.
      let reflectors = transposed.reshaped(to: [size, size])[0..<size - 1, 1...]
      vectors.transposed.reshaped(to: [size, size])[0..., 1...]
        .multiplyByReflectors(reflectors, factors, beginsAsIdentity: false)
    }
    return vectors
  }

  /// Whether squares of the elements neither overflow nor vanish; `syevd` scales other matrices.
  private var isOfOrdinarySize: Bool {
    let largest = noGrad { transposed.abs().max() }.item()
    let bounds = dtype == .float64 ? 1e-145...1e145 : 1e-15...1e15
    return largest == 0 || bounds.contains(largest)
  }
}
