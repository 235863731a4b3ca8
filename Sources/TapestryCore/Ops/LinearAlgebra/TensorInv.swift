extension Tensor {
  /// The inverse of this tensor as a linear map from its last axes to its first `ind`. `torch.linalg.tensorinv`.
  ///
  /// - Parameter ind: at least 1; the product of the first `ind` sizes must be that of the others.
  /// - Throws: where the map is singular.
  /// - Returns: the last sizes, then the first. float32 and float64 only.
  public func tensorinv(
    ind: Int = 2, file: StaticString = #fileID, line: UInt = #line
  ) throws(LinearAlgebraError) -> Tensor {
    demand(
      ind > 0 && ind <= rank, "tensorinv: \(ind) axes of shape \(shape); 1 or more are needed",
      file: file, line: line)
    let (first, last) = (Shape(shape[..<ind]), Shape(shape[ind...]))
    demand(
      first.product == last.product,
      "tensorinv: the first \(ind) sizes of \(shape) have the product \(first.product), the others \(last.product); they must be equal",
      file: file, line: line)
    checkFactorableDType("tensorinv", file: file, line: line)
    let (inverse, info) = reshaped(to: [first.product, last.product]).inverted()
    try LinearAlgebraError.check(info, "tensorinv") { .singular(pivot: $0) }
    return inverse.reshaped(to: Shape(Array(last) + Array(first)))
  }
}
