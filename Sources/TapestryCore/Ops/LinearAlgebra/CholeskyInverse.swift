extension Tensor {
  /// The inverse of each matrix A that is given by its Cholesky factor, this tensor. `torch.cholesky_inverse`.
  ///
  /// - Parameter upper: whether this is U of A = Uᵀ U rather than L of A = L Lᵀ; the other triangle is not read.
  /// - Throws: where a factor has a zero on its diagonal.
  /// - Returns: the same shape. float32 and float64 only.
  ///
  /// As in PyTorch, the derivative is that of (L Lᵀ)⁻¹, to which elements in the other triangle contribute.
  public func choleskyInverse(
    upper: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("choleskyInverse", isSquare: true, file: file, line: line)
    let pivots = noGrad { firstZeroPivots() }
    try LinearAlgebraError.check(pivots, "choleskyInverse") { .singular(pivot: $0) }
    let result = noGrad { solvedAsCholesky(.identity(shape.last!, dtype: dtype), isUpper: upper) }
    return result.recorded(
      self,
      CholeskyInverseDerivative(
        factor: SavedTensor(self), output: SavedTensor(output: result), isUpper: upper))
  }

  /// For each matrix the number, from 1, of the first zero on its diagonal, or 0: int32.
  private func firstZeroPivots() -> Tensor {
    let diagonal = matrixDiagonal()
    if diagonal.count == 0 { return Lapack.makeInfo(batchShape) }
    let isZero = diagonal .== 0
    let first = isZero.cast(to: .uint8).argmax(axis: -1) + 1
    return Tensor.where(isZero.any(axes: [-1]), first, 0).cast(to: .int32).contiguous()
  }
}

struct CholeskyInverseDerivative: Derivative {
  static let name = "choleskyInverse"
  let factor, output: SavedTensor
  let isUpper: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (factor, inverse) = (factor.value, output.value)
    let both = inverse.matmul(gradient + gradient.transposed()).matmul(inverse)
    inputs.add(0, isUpper ? -factor.matmul(both) : -both.matmul(factor))
  }
}
