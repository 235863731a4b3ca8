extension Tensor {
  /// The sum of the elements along some axes, or of all, NaN taken for 0. `torch.nansum`.
  ///
  /// Integers and bool add up to int64.
  ///
  /// - Parameter dtype: what elements are cast to first, and that of the result.
  public func nansum(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "nansum", file: file, line: line)
    let source = dtype.map { cast(to: $0) } ?? self
    if !source.dtype.isFloatingPoint {
      return source.sum(axes: axes, keepDims: keepDims, dtype: dtype, file: file, line: line)
    }
    if source.dtype.computeType != source.dtype {
      return source.computed { $0.nansum(axes: axes, keepDims: keepDims) }
    }
    let counts = .!source.isNaN()
    let result = noGrad { Tensor.where(counts, source, 0).sum(axes: axes, keepDims: keepDims) }
    return result.recorded(
      source, NaNSumDerivative(shape: shape, reduced: chosen, counts: SavedTensor(counts)))
  }

  /// The same along one axis.
  public func nansum(
    axis: Int, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    nansum(axes: [axis], keepDims: keepDims, dtype: dtype, file: file, line: line)
  }
}

struct NaNSumDerivative: Derivative {
  static let name = "nansum"
  let shape: Shape
  let reduced: [Bool]
  let counts: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.restored(to: shape, reduced: reduced) * counts.value)
  }
}
