extension Tensor {
  /// The determinant of each square matrix; 1 of an empty one. `torch.linalg.det`.
  ///
  /// Large matrices overflow: see ``slogdet(file:line:)``. The derivative is right at singular matrices, too.
  ///
  /// - Returns: `[…]` for `[…, n, n]`. float32 and float64 only.
  public func det(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    checkFactorable("det", isSquare: true, file: file, line: line)
    let factors = FactoredLU(self)
    let result = Lapack.determinants(lu: factors.factors, pivots: factors.pivots).value
    return result.recorded(
      self, DeterminantDerivative(matrix: SavedTensor(self), output: SavedTensor(output: result)))
  }

  /// The sign of each square matrix's determinant, and the logarithm of its magnitude. `torch.linalg.slogdet`.
  ///
  /// - Returns: two tensors `[…]` for `[…, n, n]`; 0 and −∞ for a singular matrix, where there is no derivative. The sign is
  ///   constant and takes no part in it.
  public func slogdet(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (sign: Tensor, logAbsDet: Tensor) {
    checkFactorable("slogdet", isSquare: true, file: file, line: line)
    let factors = FactoredLU(self)
    let (_, sign, logMagnitude) = Lapack.determinants(
      lu: factors.factors, pivots: factors.pivots)
    return (
      sign,
      logMagnitude.recorded(
        self, LogDeterminantDerivative(matrix: SavedTensor(self), factors: factors))
    )
  }

  /// The logarithm of each square matrix's determinant; NaN where that is negative. `torch.logdet`.
  public func logdet(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    checkFactorable("logdet", isSquare: true, file: file, line: line)
    let (sign, logMagnitude) = slogdet()
    return Tensor.where(sign .< 0, Double.nan, logMagnitude)
  }
}

struct DeterminantDerivative: Derivative {
  static let name = "det"
  let matrix, output: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, det) = (matrix.value, output.value)
    let isSingular = noGrad { (det .== 0).any().item(as: Bool.self) }
    let factors = (gradient * det).unsqueezed(-1).unsqueezed(-1)
    if !isSingular {
      inputs.add(0, a.inverted().inverse.transposed() * factors)
      return
    }
    // The cofactors of U S Vᵀ are those of S, which are products of all but one of its elements, in the basis of U and V.
    guard let (u, s, vh) = try? a.singularVectors("det") else {
      inputs.add(0, Tensor.full(like: a, Double.nan))
      return
    }
    let sign = u.det() * vh.det() * gradient
    inputs.add(
      0, u.scalingColumns(by: s.productsOfOthers() * sign.unsqueezed(-1)).matmul(vh))
  }
}

extension Tensor {
  /// Along the last axis, for each element the product of all others.
  fileprivate func productsOfOthers() -> Tensor {
    let size = shape.last!
    let places = (0..<size).map { selected(axis: -1, index: $0) }
    let one = Tensor.ones(Shape(shape.dropLast()), dtype: dtype)
    var before = [one]
    for place in places.dropLast() { before.append(before.last! * place) }
    var after = [one]
    for place in places.dropFirst().reversed() { after.append(after.last! * place) }
    return stack(zip(before, after.reversed()).map { $0 * $1 }, axis: -1)
  }
}

struct LogDeterminantDerivative: Derivative {
  static let name = "slogdet"
  let matrix: SavedTensor
  let factors: FactoredLU

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let a = matrix.value
    let weights = gradient.unsqueezed(-1).unsqueezed(-1)
    if isRecording {
      inputs.add(0, a.inverted().inverse.transposed() * weights)
      return
    }
    let identity = Tensor.identity(a.shape.last!, dtype: a.dtype)
    let inverse = factors.solve(identity, left: true, isTransposed: true, batch: a.batchShape)
    inputs.add(0, inverse * weights)
  }
}
