import CKernels

extension Tensor {
  /// The sum of the elements along some axes, or of all. `torch.sum`.
  ///
  /// Floating-point sums are pairwise and the same for any number of threads. Integers and bool add up to int64.
  ///
  /// - Parameters:
  ///   - axes: may be negative; nil or empty means all.
  ///   - keepDims: leaves the summed axes in place with size 1.
  ///   - dtype: what elements are cast to first, and that of the result.
  public func sum(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "sum", file: file, line: line)
    let source = dtype.map { cast(to: $0) } ?? autocast(for: .reduction)
    let result = Reduction.run(
      TK_SUM, source, over: chosen, as: source.dtype.isFloatingPoint ? source.dtype : .int64
    )
    .dropping(chosen, unless: keepDims)
    .recorded(source, SumDerivative(shape: shape, reduced: chosen))
    return dtype.map { result.cast(to: $0) } ?? result
  }

  /// The sum along one axis.
  public func sum(
    axis: Int, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    sum(axes: [axis], keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// This result of a reduction without the axes that it went over.
  func dropping(_ reduced: [Bool], unless isKept: Bool) -> Tensor {
    if isKept { return self }
    return noGrad { reshaped(to: Shape(shape.indices.filter { !reduced[$0] }.map { shape[$0] })) }
  }

  /// A reduced tensor, with or without its reduced axes, stretched to what it was reduced from.
  func restored(to shape: Shape, reduced: [Bool]) -> Tensor {
    let kept = Shape(shape.indices.map { reduced[$0] ? 1 : shape[$0] })
    return reshaped(to: kept).expanded(to: shape)
  }

  /// The sum over everything that broadcasting added or stretched in coming from `target` to this shape.
  func summed(to target: Shape) -> Tensor {
    if shape == target { return self }
    let shift = rank - target.count
    let stretched = shape.indices.map { $0 < shift || (target[$0 - shift] == 1 && shape[$0] != 1) }
    let axes = shape.indices.filter { stretched[$0] }
    return (axes.isEmpty ? self : sum(axes: axes, keepDims: true)).reshaped(to: target)
  }
}

struct SumDerivative: Derivative {
  static let name = "sum"
  let shape: Shape
  let reduced: [Bool]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.restored(to: shape, reduced: reduced))
  }
}
