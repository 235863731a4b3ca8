extension Tensor {
  /// Each square matrix multiplied with itself, `exponent` factors in all; a negative one multiplies inverses.
  /// `torch.linalg.matrix_power`.
  ///
  /// - Throws: where the exponent is negative and a matrix is singular.
  /// - Returns: the same shape; identity matrices for an exponent of 0. Integers take exponents from 0 on, and wrap where they
  ///   overflow.
  public func matrixPower(
    _ exponent: Int, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    checkMatrices("matrixPower", file: file, line: line)
    demand(
      shape[rank - 2] == shape.last!,
      "matrixPower: shape \(shape): as many rows as columns are needed", file: file, line: line)
    if exponent >= 0 { return raised(to: exponent, file: file, line: line) }
    checkFactorableDType("matrixPower", file: file, line: line)
    let (inverse, info) = inverted()
    try LinearAlgebraError.check(info, "matrixPower") { .singular(pivot: $0) }
    return inverse.raised(to: -exponent, file: file, line: line)
  }

  /// By squaring: as many products as the exponent has binary digits, and as many again as it has ones.
  private func raised(to exponent: Int, file: StaticString, line: UInt) -> Tensor {
    if exponent == 0 { return .identity(shape.last!, batch: batchShape, dtype: dtype) }
    var (result, square, rest): (Tensor?, Tensor, Int) = (nil, self, exponent)
    while true {
      if rest & 1 == 1 {
        result = result.map { $0.matmul(square, file: file, line: line) } ?? square
      }
      rest >>= 1
      if rest == 0 { break }
      square = square.matmul(square, file: file, line: line)
    }
    return exponent == 1 ? clone() : result!
  }
}
