import CKernels

extension Tensor {
  /// The product of the elements along some axes, or of all. `torch.prod`.
  ///
  /// Integers and bool multiply to int64. The derivative takes linear time and is right where elements are 0.
  ///
  /// - Parameters:
  ///   - axes: may be negative; nil or empty means all.
  ///   - keepDims: leaves these axes in place with size 1.
  ///   - dtype: what elements are cast to first, and that of the result.
  public func prod(
    axes: [Int]? = nil, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    let chosen = resolvedAxes(axes, op: "prod", file: file, line: line)
    return accumulated(as: dtype) { source in
      Reduction.run(TK_PROD, source, over: chosen, as: source.dtype)
        .dropping(chosen, unless: keepDims)
        .recorded(source, ProductDerivative(input: SavedTensor(source), reduced: chosen))
    }
  }

  /// The product along one axis.
  public func prod(
    axis: Int, keepDims: Bool = false, dtype: DType? = nil, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    prod(axes: [axis], keepDims: keepDims, dtype: dtype, file: file, line: line)
  }

  /// The axes that a reduction goes over joined to one, which comes last.
  func reducedLast(_ reduced: [Bool]) -> Tensor {
    let kept = shape.indices.filter { !reduced[$0] }
    let order = kept + shape.indices.filter { reduced[$0] }
    var target = Shape(kept.map { shape[$0] })
    target.append(shape.indices.reduce(1) { reduced[$1] ? $0 * shape[$1] : $0 })
    return permuted(order).reshaped(to: target)
  }

  /// What ``reducedLast(_:)`` of a tensor of the given shape looks like, brought back to that shape.
  func restoredFromLast(_ reduced: [Bool], to shape: Shape) -> Tensor {
    let order = shape.indices.filter { !reduced[$0] } + shape.indices.filter { reduced[$0] }
    var back = Array(repeating: 0, count: order.count)
    for (place, axis) in order.enumerated() { back[axis] = place }
    return reshaped(to: Shape(order.map { shape[$0] })).permuted(back)
  }
}

struct ProductDerivative: Derivative {
  static let name = "prod"
  let input: SavedTensor
  let reduced: [Bool]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    // Of each element, the product of all before it and all behind it.
    let x = input.value.reducedLast(reduced)
    let last = x.rank - 1
    let before = x.cumprod(axis: last).shiftedForward(axis: last, first: 1)
    let behind = x.flipped(axes: [last]).cumprod(axis: last).shiftedForward(axis: last, first: 1)
      .flipped(axes: [last])
    let others = (before * behind).restoredFromLast(reduced, to: input.value.shape)
    inputs.add(0, gradient.restored(to: input.value.shape, reduced: reduced) * others)
  }
}
