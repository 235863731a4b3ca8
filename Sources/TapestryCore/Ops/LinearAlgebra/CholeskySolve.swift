extension Tensor {
  /// The solution X of A X = B, where this is B and A is given by its Cholesky factor. `torch.cholesky_solve`.
  ///
  /// - Parameters:
  ///   - factor: L of A = L Lᵀ, or U of A = Uᵀ U where `upper` is set; the other triangle is not read.
  /// - Returns: the shape of this tensor `[…, n, k]`, stretched to the common batch. float32 and float64 only.
  ///
  /// As in PyTorch, the derivative by the factor is that of (L Lᵀ)⁻¹ B, to which elements in the other triangle contribute.
  public func choleskySolve(
    _ factor: Tensor, upper: Bool = false, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    factor.checkFactorable("choleskySolve", isSquare: true, file: file, line: line)
    Tensor.checkSameDType("choleskySolve", self, factor, file: file, line: line)
    demand(
      rank >= 2 && shape[rank - 2] == factor.shape.last!,
      "choleskySolve: factor \(factor.shape) and right-hand side \(shape): the latter needs \(factor.shape.last!) rows",
      file: file, line: line)
    _ = Tensor.commonBatch("choleskySolve", factor, self, file: file, line: line)
    return factor.solvedAsCholesky(self, isUpper: upper)
  }

  func solvedAsCholesky(_ b: Tensor, isUpper: Bool) -> Tensor {
    let result = noGrad {
      let (l, u) = isUpper ? (transposed(), self) : (self, transposed())
      let half = l.triangularSolved(b, Triangular.Form(isUpper: false, isUnit: false, isLeft: true))
      return u.triangularSolved(half, Triangular.Form(isUpper: true, isUnit: false, isLeft: true))
    }
    return result.recorded(
      self, b,
      CholeskySolveDerivative(
        factor: SavedTensor(self), output: SavedTensor(output: result), isUpper: isUpper))
  }
}

struct CholeskySolveDerivative: Derivative {
  static let name = "choleskySolve"
  let factor, output: SavedTensor
  let isUpper: Bool

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let factor = factor.value
    let share = factor.solvedAsCholesky(gradient, isUpper: isUpper)
    inputs.add(1, share)
    if !inputs.isWanted(0) { return }
    let half = share.matmul(output.value.transposed())
    let both = half + half.transposed()
    inputs.add(0, isUpper ? -factor.matmul(both) : -both.matmul(factor))
  }
}
