extension Tensor {
  /// The Moore–Penrose pseudoinverse of each matrix. `torch.linalg.pinv`, `torch.pinverse`.
  ///
  /// - Parameters:
  ///   - atol: singular values up to this count as zero.
  ///   - rtol: and so do those up to this part of the largest; by default the machine's precision times the larger side, or 0
  ///     where `atol` is positive.
  ///   - hermitian: takes the matrices to be symmetric and reads their lower triangle.
  /// - Throws: where an element is not finite, or the iteration does not end.
  /// - Returns: `[…, n, m]` for `[…, m, n]`. float32 and float64 only. The derivative is that at constant rank.
  public func pinv(
    atol: Double? = nil, rtol: Double? = nil, hermitian: Bool = false,
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("pinv", isSquare: hermitian, file: file, line: line)
    let result = try noGradThrowing { () throws(LinearAlgebraError) -> Tensor in
      try self.computedPseudoinverse(atol, rtol, hermitian)
    }
    return recordedPseudoinverse(result)
  }

  /// The pseudoinverse with default tolerances; NaN where there is none.
  func pseudoinverse() -> Tensor {
    let result = noGrad {
      (try? computedPseudoinverse(nil, nil, false)) ?? Tensor.full(like: transposed(), Double.nan)
    }
    return recordedPseudoinverse(result)
  }

  private func recordedPseudoinverse(_ result: Tensor) -> Tensor {
    result.recorded(
      self,
      PseudoinverseDerivative(input: SavedTensor(self), output: SavedTensor(output: result)))
  }

  private func computedPseudoinverse(
    _ atol: Double?, _ rtol: Double?, _ isHermitian: Bool
  ) throws(LinearAlgebraError) -> Tensor {
    if isHermitian {
      let (values, vectors) = try symmetricEigen("pinv")
      let cutoff = rankCutoff(values.abs(), atol, rtol)
      let inverse = Tensor.where(values.abs() .> cutoff, 1 / values, 0)
      return withAutocast(nil) {
        vectors.scalingColumns(by: inverse).matmul(vectors.transposed())
      }
    }
    let (u, s, vh) = try singularVectors("pinv")
    let inverse = Tensor.where(s .> rankCutoff(s, atol, rtol), 1 / s, 0)
    return withAutocast(nil) {
      vh.transposed().scalingColumns(by: inverse).matmul(u.transposed())
    }
  }

  /// For each matrix, up to where singular values count as zero: `[…, 1]`.
  func rankCutoff(_ values: Tensor, _ atol: Double?, _ rtol: Double?) -> Tensor {
    let side = Swift.max(shape[rank - 2], shape.last!)
    let relative = rtol ?? ((atol ?? 0) > 0 ? 0 : machinePrecision * Double(side))
    if values.shape.last! == 0 { return Tensor.zeros(batchShape.vectors(1), dtype: dtype) }
    let bound = values.amax(axes: [-1], keepDims: true) * relative
    return bound.maximum(Tensor.full(like: bound, atol ?? 0))
  }
}

/// As ``noGrad(_:)``, for closures whose type of error the compiler does not find by itself.
private func noGradThrowing<Result>(
  _ body: () throws(LinearAlgebraError) -> Result
) throws(LinearAlgebraError) -> Result {
  try noGrad(body)
}

struct PseudoinverseDerivative: Derivative {
  static let name = "pinv"
  let input, output: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(
      0, PseudoinverseDerivative.gradient(of: input.value, inverse: output.value, gradient))
  }

  /// The gradient by A of its pseudoinverse P (Golub & Pereyra, 1973).
  static func gradient(of a: Tensor, inverse p: Tensor, _ g: Tensor) -> Tensor {
    let (pt, gt) = (p.transposed(), g.transposed())
    // Products with P Pᵀ or Pᵀ P come first where they are the smaller matrices.
    let first = -pt.matmul(g).matmul(pt)
    let left = gt.matmul(p).matmul(pt)
    let right = pt.matmul(p).matmul(gt)
    return first + (left - a.matmul(p.matmul(left))) + (right - right.matmul(p).matmul(a))
  }
}
