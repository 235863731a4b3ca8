import CKernels

/// Reductions of contiguous tensors seen as `[outer, reduce, inner]`.
enum Reduction {
  /// How many elements one task reduces at once where an axis is cut; fixed, so that sums do not depend on the number
  /// of threads.
  private static let block = 1 << 16

  /// Reduces the chosen axes of `input` with one of C's kernels. The result has size 1 along them. float16 and bfloat16 are
  /// reduced in float32.
  static func run(_ op: tk_reduce_op, _ input: Tensor, over isReduced: [Bool], as dtype: DType)
    -> Tensor
  {
    if input.dtype.computeType != input.dtype {
      return noGrad {
        let result = run(
          op, input.computable, over: isReduced, as: dtype == input.dtype ? .float32 : dtype)
        return result.cast(to: dtype)
      }
    }
    if let inner = innerGroup(of: input.shape, isReduced), let combine = combination(of: op) {
      let outer = zip(isReduced, inner).map { $0 && !$1 }
      return run(combine, run(op, input, over: inner, as: dtype), over: outer, as: dtype)
    }
    let kernel = tk_reduce(op, input.dtype.kernel)
    var shape = input.shape
    for axis in 0..<shape.count where isReduced[axis] { shape[axis] = 1 }
    let source = arranged(input, isReduced)
    let result = Tensor(uninitialized: shape, dtype: dtype)
    reduce(
      kernel, op, source.tensor.address, input.dtype, into: result.address, dtype, source.outer,
      source.reduce, source.inner)
    return result
  }

  /// Of reduced axes that others lie between those behind the last such; nil where they all lie together.
  private static func innerGroup(of shape: Shape, _ isReduced: [Bool]) -> [Bool]? {
    guard let last = shape.indices.last(where: { isReduced[$0] && shape[$0] != 1 }),
      let between = shape.indices.last(where: { $0 < last && !isReduced[$0] && shape[$0] != 1 }),
      shape.indices.contains(where: { $0 < between && isReduced[$0] && shape[$0] != 1 })
    else { return nil }
    return shape.indices.map { isReduced[$0] && $0 > between }
  }

  /// The elements as contiguous `[outer, reduce, inner]`; copied where the axes do not already lie that way.
  static func arranged(
    _ input: Tensor, _ isReduced: [Bool]
  ) -> (tensor: Tensor, outer: Int, reduce: Int, inner: Int) {
    let shape = input.shape
    let reduced = shape.indices.filter { isReduced[$0] && shape[$0] != 1 }
    let reduce = shape.indices.reduce(1) { isReduced[$1] ? $0 * shape[$1] : $0 }
    let kept = shape.indices.reduce(1) { isReduced[$1] ? $0 : $0 * shape[$1] }
    guard let first = reduced.first, let last = reduced.last else {
      return (noGrad { input.contiguous() }, kept, reduce, 1)
    }
    if (first...last).allSatisfy({ isReduced[$0] || shape[$0] == 1 }) {
      let outer = shape[..<first].reduce(1, *)
      return (
        noGrad { input.contiguous() }, outer, reduce,
        outer == 0 ? 0 : shape[(last + 1)...].reduce(1, *)
      )
    }
    let order = shape.indices.filter { !isReduced[$0] } + shape.indices.filter { isReduced[$0] }
    return (noGrad { input.permuted(order).contiguous() }, kept, reduce, 1)
  }

  private static func reduce(
    _ kernel: tk_reduce_fn, _ op: tk_reduce_op, _ from: UnsafeMutableRawPointer, _ fromType: DType,
    into to: UnsafeMutableRawPointer, _ toType: DType, _ outer: Int, _ reduce: Int, _ inner: Int
  ) {
    let (fromSize, toSize) = (fromType.itemSize, toType.itemSize)
    let isLong = outer * inner < 64 && reduce * inner >= 2 * block
    if isLong, outer == 1, let combine = combination(of: op).map({ tk_reduce($0, toType.kernel) }) {
      let piece = Swift.max(block / inner, 1)
      let pieces = reduce / piece
      let rest = reduce - pieces * piece
      let total = pieces + (rest > 0 ? 1 : 0)
      let partial = Tensor(uninitialized: [total, inner], dtype: toType)
      let partials = partial.address
      parallelFor(count: total, grain: 1) { range in
        for index in range {
          let length = index < pieces ? piece : rest
          kernel(
            partials + index * inner * toSize, from + index * piece * inner * fromSize, 1, length,
            inner, length * inner, inner)
        }
      }
      combine(to, partials, 1, total, inner, total * inner, inner)
      return
    }
    let row = Swift.max(reduce, 1) * inner
    if outer == 1 || outer * 4 < inner {
      let grain = Swift.max(64, block / Swift.max(reduce * outer, 1))
      parallelFor(count: inner, grain: grain, alignment: 64) { range in
        for index in 0..<outer {
          kernel(
            to + (index * inner + range.lowerBound) * toSize,
            from + (index * reduce * inner + range.lowerBound) * fromSize, 1, reduce, range.count,
            reduce * inner, inner)
        }
      }
      return
    }
    parallelFor(count: outer, grain: Swift.max(1, block / Swift.max(row, 1))) { range in
      kernel(
        to + range.lowerBound * inner * toSize, from + range.lowerBound * reduce * inner * fromSize,
        range.count, reduce, inner, reduce * inner, inner)
    }
  }

  /// What brings partial results together, where a reduction can be cut into pieces.
  private static func combination(of op: tk_reduce_op) -> tk_reduce_op? {
    switch op {
    case TK_SUM, TK_MAX, TK_MIN, TK_ANY, TK_ALL: op
    case TK_COUNT_NONZERO, TK_SUM_SQUARES, TK_SUM_MAGNITUDES: TK_SUM
    default: nil
    }
  }
}
