extension Tensor {
  /// The inverse of each square matrix. `torch.linalg.inv`, `torch.inverse`.
  ///
  /// To multiply by an inverse, ``solve(_:left:file:line:)`` is faster and more accurate.
  ///
  /// - Throws: where a matrix is singular. One that is so but for rounding gives large numbers.
  /// - Returns: the same shape. float32 and float64 only.
  public func inverse(
    file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkFactorable("inverse", isSquare: true, file: file, line: line)
    let (result, info) = inverted()
    try LinearAlgebraError.check(info, "inverse") { .singular(pivot: $0) }
    return result
  }

  /// As ``inverse(file:line:)``, but tells of singular matrices instead of throwing. `torch.linalg.inv_ex`.
  ///
  /// - Returns: the inverses, in which those of singular matrices are infinite or NaN, and for each matrix the number, from
  ///   1, of its first zero pivot, or 0: int32.
  public func inverseEx(
    file: StaticString = #fileID, line: UInt = #line
  ) -> (inverse: Tensor, info: Tensor) {
    checkFactorable("inverseEx", isSquare: true, file: file, line: line)
    return inverted()
  }

  func inverted() -> (inverse: Tensor, info: Tensor) {
    let factors = FactoredLU(self)
    let identity = Tensor.identity(shape.last!, dtype: dtype)
    let result = factors.solve(identity, left: true, isTransposed: false, batch: batchShape)
    let recorded = result.recorded(self, InverseDerivative(output: SavedTensor(output: result)))
    return (recorded, factors.info)
  }
}

struct InverseDerivative: Derivative {
  static let name = "inverse"
  let output: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let inverse = output.value.transposed()
    inputs.add(0, -inverse.matmul(gradient).matmul(inverse))
  }
}
