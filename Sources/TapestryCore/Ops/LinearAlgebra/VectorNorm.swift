extension Tensor {
  /// `(Σ |x|ᵖ)^(1/p)` over some axes, or over all elements: ``norm(_:axes:keepDims:dtype:file:line:)`` under the name that it has
  /// beside ``matrixNorm(_:axes:keepDims:dtype:file:line:)``. `torch.linalg.vector_norm`.
  ///
  /// - Parameters:
  ///   - order: p. Infinite: the largest magnitude, or the smallest where negative; 0: the number of elements other than 0.
  ///   - axes: nil or empty means all.
  ///   - keepDims: leaves the axes in place with size 1.
  ///   - dtype: floating-point; elements are cast to it first.
  /// - Returns: 0 of no elements; a negative or infinite order needs some. The derivative is 0 where the norm is, for orders
  ///   above 1, and elements of the same largest magnitude share the one of the infinite norm. Floating-point dtypes only.
  public func vectorNorm(
    _ order: Double = 2, axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    vectorNorm(
      "vectorNorm", order, axes: axes, keepDims: keepDims, dtype: dtype, file: file, line: line)
  }
}
