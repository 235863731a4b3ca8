import CKernels

/// Operations that carry a value along an axis.
enum Scan {
  /// Writes running sums along `axis` to the contiguous `output`, of the same dtype: float32, float64 or int64.
  static func cumulativeSum(_ input: Tensor, axis: Int, into output: Tensor) {
    let source = noGrad { input.contiguous() }
    let (outer, length) = (source.shape[..<axis].reduce(1, *), source.shape[axis])
    let inner = source.shape[(axis + 1)...].reduce(1, *)
    let (from, to, size) = (source.address, output.address, source.dtype.itemSize)
    let slice = length * inner
    parallelFor(count: outer, grain: Swift.max(1, Grain.elements / Swift.max(slice, 1))) { range in
      let start = range.lowerBound * slice * size
      tk_cumsum(source.dtype.kernel, to + start, from + start, range.count, length, inner)
    }
  }
}
