import CKernels

/// Matrix products of integers, which BLAS does not know, and of bools.
enum IntegerGemm {
  /// Multiplications that are worth a thread of their own.
  private static let grain = 1 << 17

  /// Writes the product of `a` `[…, m, k]` and `b` `[…, k, n]` to the contiguous `output` `[…, m, n]`. Leading axes
  /// stretch to those of `output`.
  static func run(_ a: Tensor, _ b: Tensor, into output: Tensor) {
    let (a, b) = noGrad { (a.contiguous(), b.contiguous()) }
    let (m, n, k) = (output.shape[output.rank - 2], output.shape[output.rank - 1], a.shape.last!)
    if output.count == 0 { return }
    let batch = output.batchShape
    let (left, right) = (a.batchShape.places(in: batch), b.batchShape.places(in: batch))
    let (pa, pb, po, size) = (a.address, b.address, output.address, output.dtype.itemSize)
    let isBool = output.dtype == .bool
    parallelFor(count: batch.product * m, grain: Swift.max(1, grain / Swift.max(n * k, 1))) {
      range in
      var row = range.lowerBound
      while row < range.upperBound {
        let (index, first) = row.quotientAndRemainder(dividingBy: m)
        let rows = Swift.min(m - first, range.upperBound - row)
        let (to, from) = (po + row * n * size, pa + (left[index] * m + first) * k * size)
        let other = pb + right[index] * k * n * size
        if isBool {
          tk_matmul_bool(to, from, other, rows, k, n)
        } else {
          tk_matmul_int(size, to, from, other, rows, k, n)
        }
        row += rows
      }
    }
  }
}
