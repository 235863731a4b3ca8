extension Tensor {
  /// How much each matrix can magnify relative errors: its norm times that of its inverse. `torch.linalg.cond`.
  ///
  /// - Parameter order: which norm. For `two` and `minusTwo` the ratio of the largest and the smallest singular value, or its
  ///   reciprocal, of matrices of any shape; square ones are needed for the others.
  /// - Returns: `[…]` for `[…, m, n]`: infinite for a singular matrix, NaN where an element is not finite (PyTorch has an error
  ///   there for norms by singular values), 0 for an empty one. float32 and float64 only.
  public func cond(
    _ order: MatrixNormOrder = .two, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let isRatio = order == .two || order == .minusTwo
    checkFactorable("cond", isSquare: !isRatio, file: file, line: line)
    if shape[rank - 2] == 0 || shape.last! == 0 {
      // Zeros, which PyTorch has on the tape for this norm alone.
      return order == .frobenius ? sum(axes: [-2, -1]) : .zeros(batchShape, dtype: dtype)
    }
    if isRatio {
      let values = singularValuesOrNaN()
      let (largest, smallest) = (
        values.selected(axis: -1, index: 0), values.selected(axis: -1, index: -1)
      )
      return order == .two ? largest / smallest : smallest / largest
    }
    let (inverse, info) = inverted()
    let isSingular = (info .!= 0).unsqueezed(-1).unsqueezed(-1)
    let ratio =
      matrixNorm(order) * Tensor.where(isSingular, 0, inverse).matrixNorm(order)
    return Tensor.where(info .!= 0, Double.infinity, ratio)
  }
}
